import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { A, useNavigate } from '@solidjs/router'
import { roleLabels } from '../../../domain/roles.ts'
import { formatCount } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { Menu } from '../../ui/menu.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'
import { adminPartsFor } from '../admin/admin-parts.ts'
import { kindsFor, mayReadVisits } from '../kinds.ts'
import { useMe, useSession } from '../session/session.tsx'
import type { Counts } from './counts-source.ts'
import { LanguageSwitch } from './language-switch.tsx'
import { Mark } from './mark.tsx'
import { accountPlacesFor, placesFor } from './places.ts'

/** The menu at the left: where one can go, with how much waits there. */
export function Nav(props: { readonly counts: Counts | undefined; readonly onSearch: () => void }): JSX.Element {
  const me = useMe()
  const session = useSession()
  const navigate = useNavigate()
  return (
    <nav class="nav" aria-label={t('nav.main')}>
      <A href="/inbox" class="nav-mark" aria-label={t('app.name')}>
        <Mark />
      </A>
      <NavLink href="/inbox" label={t('nav.inbox')} count={props.counts?.inbox} />
      <Show when={mayReadVisits(me().user.roles)}>
        <NavLink href="/calendar" label={t('nav.calendar')} />
      </Show>
      <button type="button" class="nav-link" onClick={() => props.onSearch()}>
        {t('nav.search')} <Kbd keys="Ctrl+K" />
      </button>
      <NavLink href="/notifications" label={t('nav.notifications')} count={props.counts?.unread} />
      <Show when={kindsFor(me().user.roles).length > 0}>
        <div class="nav-group">{t('nav.processes')}</div>
      </Show>
      <For each={placesFor(me().user.roles)}>
        {(place) => (
          <NavLink href={place.href} label={place.label} count={place.kind === undefined ? undefined : props.counts?.open[place.kind]} />
        )}
      </For>
      <Show when={adminPartsFor(me().user.roles)[0]}>
        {(first) => (
          <>
            <div class="nav-group">{t('nav.overview')}</div>
            <NavLink
              href={first() === 'users' ? '/admin' : `/admin/${first()}`}
              label={first() === 'users' ? t('nav.admin') : t('admin.audit')}
            />
          </>
        )}
      </Show>
      <div class="nav-foot">
        <Menu
          label={t('notes.account')}
          kind="ghost"
          up
          class="nav-person"
          button={
            <>
              <Avatar name={me().user.name} />
              <span class="nav-name">
                {me().user.name}
                <span class="tiny">{me().organization.name}</span>
              </span>
            </>
          }
          items={[
            {
              label: me().user.email,
              hint: me()
                .user.roles.map((role) => say(roleLabels[role]))
                .join(', '),
              disabled: true,
              run: () => undefined,
            },
            ...accountPlacesFor(me().user.roles).map(({ label, href }) => ({ label, run: () => navigate(href) })),
            { label: t('nav.logout'), run: () => void session.leave() },
          ]}
        />
        <div class="row nav-switches">
          <LanguageSwitch up />
          <ThemeSwitch up />
        </div>
      </div>
    </nav>
  )
}

function NavLink(props: { readonly href: string; readonly label: string; readonly count?: number | undefined }): JSX.Element {
  return (
    <A href={props.href} class="nav-link" activeClass="on">
      {props.label}
      <Show when={props.count}>{(count) => <span class="num">{formatCount(count())}</span>}</Show>
    </A>
  )
}

import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { t } from '../../lib/i18n.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { ThemeSwitch } from '../../ui/theme-switch.tsx'
import { adminPartsFor } from '../admin/admin-parts.ts'
import { mayReadVisits } from '../kinds.ts'
import { useMe, useSession } from '../session/session.tsx'
import { LanguageSwitch } from './language-switch.tsx'
import { accountPlacesFor, placesFor } from './places.ts'
import './phone-places.css'

/** What a phone's bottom bar has no room for: the other screens, who is in, the look, the way out. */
export function PhonePlaces(): JSX.Element {
  const me = useMe()
  const session = useSession()
  const seesVisits = (): boolean => mayReadVisits(me().user.roles)
  const isAdmin = (): boolean => adminPartsFor(me().user.roles).length > 0
  return (
    <>
      <nav class="row phone-places" aria-label={t('nav.overview')}>
        <Show when={seesVisits()}>
          <ButtonLink small href="/calendar">
            {t('nav.calendar')}
          </ButtonLink>
        </Show>
        <For each={placesFor(me().user.roles)}>
          {(place) => (
            <ButtonLink small href={place.href}>
              {place.label}
            </ButtonLink>
          )}
        </For>
        <Show when={isAdmin()}>
          <ButtonLink small href="/admin">
            {t('nav.admin')}
          </ButtonLink>
        </Show>
      </nav>
      <section class="card row phone-account" aria-label={t('notes.account')}>
        <span class="grow">
          {me().user.name}
          <span class="tiny">{me().organization.name}</span>
        </span>
        <LanguageSwitch />
        <ThemeSwitch />
        <For each={accountPlacesFor(me().user.roles)}>
          {(place) => (
            <ButtonLink small href={place.href}>
              {place.label}
            </ButtonLink>
          )}
        </For>
        <Button small onClick={() => void session.leave()}>
          {t('nav.logout')}
        </Button>
      </section>
    </>
  )
}

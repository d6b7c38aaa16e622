import type { JSX } from 'solid-js'
import { Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createQuery } from '../../lib/query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { kinds } from '../kinds.ts'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { readColleagues } from './admin-source.ts'
import { RoleHolders } from './role-holders.tsx'
import { RoleMatrix } from './role-matrix.tsx'
import './roles-part.css'

/** Which roles there are, who holds them, and what each may do with each kind of process. */
export function RolesPart(): JSX.Element {
  const people = createQuery(() => true, readColleagues, { keep: true })
  const [kind, setKind] = createSignal(kinds[0]?.kind ?? '')
  const chosen = createMemo(() => kinds.find((one) => one.kind === kind()))
  return (
    <section class="stack" aria-label={t('admin.roles')}>
      <Switch>
        <Match when={people.data()}>{(data) => <RoleHolders people={data().items} onChange={() => void people.refetch()} />}</Match>
        <Match when={people.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void people.refetch()} />}</Match>
        <Match when={true}>
          <Skeleton tall lines={5} />
        </Match>
      </Switch>
      <div class="row roles-head">
        <h2>{t('roles.rights')}</h2>
        <Tabs
          label={t('roles.rights')}
          current={kind()}
          onChoose={setKind}
          tabs={kinds.map((one) => ({ id: one.kind, label: say(one.pluralLabel) }))}
        />
      </div>
      <p class="tiny">{t('roles.rightsText')}</p>
      <Show when={chosen()} keyed>
        {(definition) => <RoleMatrix definition={definition} />}
      </Show>
    </section>
  )
}

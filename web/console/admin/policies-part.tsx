import type { JSX } from 'solid-js'
import { For, Match, Switch, createMemo, createSignal } from 'solid-js'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createQuery } from '../../lib/query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { kindOf } from '../kinds.ts'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { ListedPolicy } from './admin-source.ts'
import { readCalendar, readPolicies } from './admin-source.ts'
import { PolicyRow } from './policy-row.tsx'

const prefixOf = (policy: ListedPolicy): string => policy.name.split('.')[0] ?? ''

function titleOf(prefix: string): string {
  const kind = kindOf(prefix)
  return kind === undefined ? t('policies.sla') : t('policies.byItself', { kind: say(kind.pluralLabel) })
}

/** Every time limit: what it is, what it would be by default, when it would run out if it started now. */
export function PoliciesPart(): JSX.Element {
  const policies = createQuery(() => true, readPolicies, { keep: true, mergeBy: 'name' })
  const calendar = createQuery(() => true, readCalendar, { keep: true })
  const [editing, setEditing] = createSignal<string>()
  const prefixes = createMemo(() => [...new Set(policies.data()?.items.map(prefixOf))])
  const failure = () => policies.failure() ?? calendar.failure()
  const refetch = (): void => {
    void policies.refetch()
    void calendar.refetch()
  }
  return (
    <section class="stack admin-policies" aria-label={t('admin.policies')}>
      <p class="muted">{t('policies.hint')}</p>
      <Switch>
        <Match when={policies.data() !== undefined && calendar.data()}>
          {(known) => (
            <For each={prefixes()}>
              {(prefix) => (
                <section class="card policy-group">
                  <h2>{titleOf(prefix)}</h2>
                  <ul>
                    <For each={policies.data()?.items.filter((policy) => prefixOf(policy) === prefix)}>
                      {(policy) => (
                        <PolicyRow
                          policy={policy}
                          calendar={known()}
                          editing={editing() === policy.name}
                          onEdit={() => setEditing(policy.name)}
                          onClose={() => setEditing(undefined)}
                          onSaved={refetch}
                        />
                      )}
                    </For>
                  </ul>
                </section>
              )}
            </For>
          )}
        </Match>
        <Match when={failure()}>{(said) => <ScreenFailure failure={said()} onRetry={refetch} />}</Match>
        <Match when={true}>
          <Skeleton tall lines={5} />
        </Match>
      </Switch>
    </section>
  )
}

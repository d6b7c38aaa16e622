import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createSignal } from 'solid-js'
import UserCheck from 'lucide-solid/icons/user-check'
import { formatPhone } from '../../../domain/text/phone.ts'
import { t } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { Contact, Duplicate } from './directory-source.ts'
import { readDuplicates } from './directory-source.ts'
import { MergeWindow } from './merge-window.tsx'

const aboutOf = ({ name, position, phone, email, organization }: Contact): string =>
  [name, position, organization?.name, phone === null ? email : formatPhone(phone)].filter(Boolean).join(', ')

/** Contacts that may be one person, the likeliest first; each pair opens what merging it would do. */
export function DuplicatesPart(): JSX.Element {
  const found = createQuery(() => true, readDuplicates)
  const [open, setOpen] = createSignal<Duplicate>()
  return (
    <section class="stack" aria-label={t('directory.duplicates')}>
      <Switch>
        <Match when={(found.data()?.items ?? []).length > 0}>
          <p class="muted">{t('duplicates.text')}</p>
          <ul class="card open-rows directory-list">
            <For each={found.data()?.items}>
              {(pair) => (
                <li>
                  <button type="button" class="open-row duplicate-row" onClick={() => setOpen(pair)}>
                    <span>{aboutOf(pair.older)}</span>
                    <span>{aboutOf(pair.newer)}</span>
                    <span>
                      <For each={pair.reasons}>{(reason) => <Chip>{t(`duplicates.${reason}`)}</Chip>}</For>
                    </span>
                  </button>
                </li>
              )}
            </For>
          </ul>
        </Match>
        <Match when={found.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void found.refetch()} />}</Match>
        <Match when={found.data() === undefined}>
          <Skeleton tall lines={5} />
        </Match>
        <Match when={true}>
          <EmptyState icon={<UserCheck size={22} />} title={t('duplicates.none')}>
            {t('duplicates.noneText')}
          </EmptyState>
        </Match>
      </Switch>
      <Show when={open()} keyed>
        {(pair) => (
          <MergeWindow
            pair={pair}
            onClose={() => setOpen(undefined)}
            onMerged={() => {
              setOpen(undefined)
              void found.refetch()
            }}
          />
        )}
      </Show>
    </section>
  )
}

import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import UserCheck from 'lucide-solid/icons/user-check'
import { formatPhone } from '../../../domain/text/phone.ts'
import { createQuery } from '../../lib/query.ts'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { RowsOrWhy } from '../shell/rows-or-why.tsx'
import type { Contact, Duplicate } from './directory-source.ts'
import { readDuplicates } from './directory-source.ts'
import { t } from './directory-words.ts'
import { DistinctPairs } from './distinct-pairs.tsx'
import { MergeWindow } from './merge-window.tsx'

const aboutOf = ({ name, position, phone, email, organization }: Contact): string =>
  [name, position, organization?.name, phone === null ? email : formatPhone(phone)].filter(Boolean).join(', ')

/** Contacts that may be one person, the likeliest first; each pair opens what merging it would do. */
export function DuplicatesPart(): JSX.Element {
  const found = createQuery(() => true, readDuplicates)
  const [open, setOpen] = createSignal<Duplicate>()
  return (
    <section class="stack" aria-label={t('directory.duplicates')}>
      <RowsOrWhy
        rows={found.data()?.items}
        failure={found.failure()}
        onRetry={() => void found.refetch()}
        empty={
          <EmptyState icon={<UserCheck size={22} />} title={t('duplicates.none')}>
            {t('duplicates.noneText')}
          </EmptyState>
        }
      >
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
      </RowsOrWhy>
      <Show when={(found.data()?.distinct ?? []).length > 0}>
        <DistinctPairs pairs={found.data()?.distinct ?? []} aboutOf={aboutOf} onDone={() => void found.refetch()} />
      </Show>
      <Show when={open()} keyed>
        {(pair) => (
          <MergeWindow
            pair={pair}
            onClose={() => setOpen(undefined)}
            onDone={() => {
              // Undone later, from the corner of the screen: another pair may be open then.
              setOpen((held) => (held === pair ? undefined : held))
              void found.refetch()
            }}
          />
        )}
      </Show>
    </section>
  )
}

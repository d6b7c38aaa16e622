import type { JSX } from 'solid-js'
import { For, createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Contact, DistinctPair } from './directory-source.ts'
import { sayDistinct } from './directory-source.ts'
import { t } from './directory-words.ts'

/** Pairs that are two people, as somebody said: each can be taken back. */
export function DistinctPairs(props: {
  readonly pairs: readonly DistinctPair[]
  readonly aboutOf: (contact: Contact) => string
  readonly onDone: () => void
}): JSX.Element {
  const [busy, setBusy] = createSignal<string>()
  const takeBack = async ({ id, one, other }: DistinctPair): Promise<void> => {
    setBusy(id)
    try {
      await sayDistinct({ oneId: one.id, otherId: other.id, distinct: false })
      props.onDone()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(undefined)
    }
  }
  return (
    <details>
      <summary>{t('duplicates.distinctPairs', { count: props.pairs.length })}</summary>
      <ul class="card open-rows distinct-pairs">
        <For each={props.pairs}>
          {(pair) => (
            <li>
              <span>{props.aboutOf(pair.one)}</span>
              <span>{props.aboutOf(pair.other)}</span>
              <span class="tiny">
                {pair.saidBy}, {formatMoment(pair.saidAt)}
              </span>
              <Button small busy={busy() === pair.id} onClick={() => void takeBack(pair)}>
                {t('duplicates.takeBack')}
              </Button>
            </li>
          )}
        </For>
      </ul>
    </details>
  )
}

import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Absence } from './account-source.ts'
import { endAbsence } from './account-source.ts'
import { t } from './account-words.ts'
import './absence-page.css'

/** Who is away or will be. */
export function AbsenceList(props: { readonly absences: readonly Absence[]; readonly onEnd: () => void }): JSX.Element {
  const end = async (id: string): Promise<void> => {
    try {
      await endAbsence(id)
      showToast(t('absence.ended'), 'ok')
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    props.onEnd()
  }
  return (
    <section class="card" aria-label={t('absence.list')}>
      <h2>{t('absence.list')}</h2>
      <Show when={props.absences.length > 0} fallback={<p class="tiny">{t('absence.nobody')}</p>}>
        <ul class="absence-list">
          <For each={props.absences}>
            {(absence) => (
              <li>
                <Avatar name={absence.person.name} />
                <span class="grow">
                  <b>{absence.person.name}</b>
                  <span class="tiny">
                    {t('absence.span', { from: formatMoment(absence.fromAt), to: formatMoment(absence.toAt) })}
                    <Show when={absence.delegate}>{(person) => <> · {t('absence.standsIn', { name: person().name })}</>}</Show>
                    <Show when={absence.reason}>{(reason) => <> · {reason()}</>}</Show>
                  </span>
                </span>
                <Show when={absence.mayEnd}>
                  <Button small onClick={() => void end(absence.id)}>
                    {t('absence.end')}
                  </Button>
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </section>
  )
}

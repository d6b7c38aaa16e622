import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import { longestCoaching, scoreScale } from '../../../../domain/coaching.ts'
import type { Score } from '../../../../domain/coaching.ts'
import type { DraftValues } from '../../../lib/draft.ts'
import { createDraft } from '../../../lib/draft.ts'
import { createAttempt } from '../../../lib/attempt.ts'
import { unplaced } from '../../../lib/failure.ts'
import { Dialog } from '../../../ui/dialog.tsx'
import { FormEnd } from '../../../ui/form-end.tsx'
import { SelectField } from '../../../ui/select-field.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import type { CoachingNote } from './coaching-source.ts'
import { writeNote } from './coaching-source.ts'
import { t } from './coaching-words.ts'

const scoreOptions = Array.from({ length: scoreScale.max - scoreScale.min + 1 }, (_, at) => {
  const value = String(scoreScale.max - at)
  return { value, label: value }
})
const keyOf = (criterion: string): string => `score ${criterion}`

function valuesOf(note: CoachingNote | null): DraftValues {
  if (note === null) return {}
  const { strengths, improve, scores } = note
  return { strengths, improve, ...Object.fromEntries(scores.map(({ criterion, score }) => [keyOf(criterion), String(score)])) }
}

/** The observer's note: what went well, what to improve, a score for each criterion that could be judged. */
export function NoteDialog(props: {
  readonly processId: string
  readonly note: CoachingNote | null
  readonly criteria: readonly string[]
  readonly onClose: (written: boolean) => void
}): JSX.Element {
  const draft = createDraft(`${props.processId}.coaching`, valuesOf(props.note))
  // Criteria that the organization has given up since stay in a note that has them.
  const criteria = [...new Set([...props.criteria, ...(props.note?.scores.map(({ criterion }) => criterion) ?? [])])]
  const { busy, failure, run } = createAttempt()
  const text = (name: string): string => String(draft.values[name] ?? '')
  const scores = (): Score[] =>
    criteria.flatMap((criterion) => {
      const score = text(keyOf(criterion))
      return score === '' ? [] : [{ criterion, score: Number(score) }]
    })
  const save = () =>
    run(async () => {
      await writeNote({ id: props.processId, strengths: text('strengths'), improve: text('improve'), scores: scores() })
      draft.clear()
      props.onClose(true)
    })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    void save()
  }
  const area = (name: 'strengths' | 'improve'): JSX.Element => (
    <TextArea
      label={t(`coaching.${name}`)}
      maxLength={longestCoaching}
      value={text(name)}
      error={failure()?.problems[name]}
      onValue={(value) => draft.set(name, value)}
    />
  )
  return (
    <Dialog title={t(props.note === null ? 'coaching.write' : 'coaching.rewrite')} onClose={() => props.onClose(false)}>
      <form class="stack" onSubmit={submit} novalidate>
        {area('strengths')}
        {area('improve')}
        <For each={criteria}>
          {(criterion) => (
            <SelectField
              label={criterion}
              value={text(keyOf(criterion))}
              empty={t('coaching.unscored')}
              options={scoreOptions}
              onValue={(value) => draft.set(keyOf(criterion), value === '' ? undefined : value)}
            />
          )}
        </For>
        <p class="tiny">{t('coaching.private')}</p>
        <FormEnd refused={unplaced(failure())} busy={busy()} onCancel={() => props.onClose(false)} />
      </form>
    </Dialog>
  )
}

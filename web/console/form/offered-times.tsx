import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { Form } from '../../../domain/form.ts'
import type { Draft } from '../../lib/draft.ts'
import { formatMoment } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import type { Sending } from '../process/sending.ts'
import { t } from './form-words.ts'

/** The field that says when something is to be. */
const comingField = (form: Form): string | undefined =>
  Object.entries(form).find(([, field]) => field.type === 'instant' && field.coming === true)?.[0]

/** Free times in the place of one that was taken: a click puts it into the form, which keeps the rest of what was written. */
export function OfferedTimes(props: { readonly sending: Omit<Sending, 'send'>; readonly form: Form; readonly draft: Draft }): JSX.Element {
  const offers = (): readonly string[] => {
    const phase = props.sending.phase()
    return phase.kind === 'refused' ? phase.failure.offers : []
  }
  const choose = (startsAt: string): void => {
    const name = comingField(props.form)
    if (name === undefined) return
    props.draft.set(name, startsAt)
    props.sending.reset()
  }
  return (
    <Show when={offers().length > 0}>
      <div class="stack" role="group" aria-label={t('form.freeTimes')}>
        <span class="tiny">{t('form.freeTimes')}</span>
        <div class="row">
          <For each={offers()}>{(startsAt) => <Button onClick={() => choose(startsAt)}>{formatMoment(startsAt)}</Button>}</For>
        </div>
      </div>
    </Show>
  )
}

import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { Lang } from '../../../../domain/label.ts'
import type { LetterText } from '../../../../domain/letters/template.ts'
import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { isSmsName } from '../../../../domain/messages/sms-names.ts'
import type { Failure } from '../../../lib/failure.ts'
import { failureOf } from '../../../lib/failure.ts'
import { t } from '../words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Refusal } from '../../../ui/refusal.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { tryText } from './texts-source.ts'

/** Sends the text as it is now, saved or not, to whoever writes it. */
export function TrialForm(props: {
  readonly name: MessageName
  readonly lang: Lang
  readonly text: LetterText
  /** False while the text has a mistake. */
  readonly ready: boolean
  readonly hasChats: boolean
}): JSX.Element {
  const [phone, setPhone] = createSignal('')
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const send = async (inChat: boolean): Promise<void> => {
    if (busy() || !props.ready) return
    setBusy(true)
    setFailure(undefined)
    try {
      const { subject, body } = props.text
      const to = isSmsName(props.name) ? { phone: phone(), inChat } : {}
      const sent = await tryText({ name: props.name, lang: props.lang, subject, body, ...to })
      showToast(t('texts.tried', { to: sent.to }), 'ok')
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      class="stack"
      onSubmit={(event) => {
        event.preventDefault()
        void send(false)
      }}
      novalidate
    >
      <Show when={isSmsName(props.name)}>
        <TextField
          label={t('texts.yourPhone')}
          type="tel"
          autocomplete="tel"
          value={phone()}
          error={failure()?.problems['phone']}
          onValue={setPhone}
        />
      </Show>
      <div class="row">
        <Button type="submit" busy={busy()} disabled={!props.ready}>
          {t(isSmsName(props.name) ? 'texts.trySms' : 'texts.tryLetter')}
        </Button>
        <Show when={isSmsName(props.name) && props.hasChats}>
          <Button busy={busy()} disabled={!props.ready} onClick={() => void send(true)}>
            {t('texts.tryChat')}
          </Button>
        </Show>
      </div>
      <Show when={failure() !== undefined && failure()?.problems['phone'] === undefined}>
        <Refusal>{failure()?.message}</Refusal>
      </Show>
    </form>
  )
}

import type { JSX } from 'solid-js'
import { Show, createMemo, createSignal } from 'solid-js'
import { A } from '@solidjs/router'
import type { SampleSetting } from '../../../../domain/letters/letter-variables.ts'
import type { LetterText } from '../../../../domain/letters/template.ts'
import { textProblems } from '../../../../domain/messages/check-text.ts'
import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { usualText } from '../../../../domain/messages/message-texts.ts'
import { isSmsName } from '../../../../domain/messages/sms-names.ts'
import type { Failure } from '../../../lib/failure.ts'
import { failureOf, unplaced } from '../../../lib/failure.ts'
import { formatMoment } from '../../../lib/format.ts'
import { say } from '../../../lib/i18n.ts'
import { t } from '../words/words.ts'
import { Button } from '../../../ui/button.tsx'
import { FormEnd } from '../../../ui/form-end.tsx'
import { TextArea } from '../../../ui/text-area.tsx'
import { TextField } from '../../../ui/text-field.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { TextPreview } from './text-preview.tsx'
import type { OwnTexts } from './texts-source.ts'
import { resetText, saveText } from './texts-source.ts'
import { TrialForm } from './trial-form.tsx'
import { VariableList } from './variable-list.tsx'

/** One text in one language: written on the left, seen on the right. */
export function TextEditor(props: {
  readonly name: MessageName
  readonly own: OwnTexts['texts'][number] | undefined
  readonly setting: SampleSetting
  readonly partKopecks: number | null
  readonly hasChats: boolean
  /** What is written and not saved yet. */
  readonly draft: LetterText | undefined
  readonly onDraft: (draft: LetterText | undefined) => void
  readonly onSaved: () => Promise<void>
}): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const kept = (): LetterText => props.own ?? usualText(props.name, props.setting.lang)
  const text = (): LetterText => props.draft ?? kept()
  const problems = createMemo(() => textProblems(props.name, text(), props.setting))
  const wrong = (field: keyof LetterText): string | undefined => {
    const found = problems().find((problem) => problem.field === field)
    return found === undefined ? failure()?.problems[field] : say(found.message)
  }
  const write = (change: Partial<LetterText>): void => {
    const { subject, body } = { ...text(), ...change }
    setFailure(undefined)
    props.onDraft(subject === kept().subject && body === kept().body ? undefined : { subject, body })
  }
  let area: HTMLTextAreaElement | undefined
  const insert = (words: string): void => {
    const { body } = text()
    const [from, to] = area === undefined ? [body.length, body.length] : [area.selectionStart, area.selectionEnd]
    write({ body: body.slice(0, from) + words + body.slice(to) })
    queueMicrotask(() => {
      area?.focus()
      area?.setSelectionRange(from + words.length, from + words.length)
    })
  }
  const of = () => ({ name: props.name, lang: props.setting.lang })
  const send = async (work: () => Promise<unknown>): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
      await props.onSaved()
      props.onDraft(undefined)
      showToast(t('ui.saved'), 'ok')
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  const save = (event: SubmitEvent): void => {
    event.preventDefault()
    if (props.draft === undefined || problems().length > 0) return
    const { subject, body } = text()
    void send(() => saveText({ ...of(), subject, body, seen: props.own?.id ?? null }))
  }
  const reset = (id: string): void => void send(() => resetText({ ...of(), seen: id }))
  return (
    <div class="text-editor">
      <form class="stack" onSubmit={save} novalidate>
        <p class="tiny">
          <Show when={props.own} fallback={t('texts.usual')}>
            {(own) => t('texts.changedBy', { name: own().byName, when: formatMoment(own().at) })}
          </Show>
          {' · '}
          <A href={`/admin/audit?entity=text&id=${encodeURIComponent(`${props.name}/${props.setting.lang}`)}`}>{t('texts.history')}</A>
        </p>
        <Show when={!isSmsName(props.name)}>
          <TextField label={t('texts.subject')} value={text().subject} error={wrong('subject')} onValue={(subject) => write({ subject })} />
        </Show>
        <TextArea
          label={t('texts.body')}
          rows={isSmsName(props.name) ? 4 : 14}
          value={text().body}
          error={wrong('body')}
          onValue={(body) => write({ body })}
          onCaret={(element) => {
            area = element
          }}
        />
        <VariableList name={props.name} onInsert={insert} />
        <FormEnd refused={unplaced(failure())} busy={busy()} disabled={props.draft === undefined || problems().length > 0}>
          <Show when={props.draft !== undefined}>
            <Button kind="ghost" onClick={() => props.onDraft(undefined)}>
              {t('texts.discard')}
            </Button>
          </Show>
          <Show when={props.own}>{(own) => <Button onClick={() => reset(own().id)}>{t('texts.reset')}</Button>}</Show>
        </FormEnd>
        <p class="tiny">{t('texts.keeps')}</p>
      </form>
      <section class="stack" aria-label={t('texts.preview')}>
        <h3>{t('texts.preview')}</h3>
        <TextPreview name={props.name} text={text()} setting={props.setting} partKopecks={props.partKopecks} hasChats={props.hasChats} />
        <TrialForm name={props.name} lang={props.setting.lang} text={text()} ready={problems().length === 0} hasChats={props.hasChats} />
      </section>
    </div>
  )
}

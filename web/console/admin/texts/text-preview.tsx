import type { JSX } from 'solid-js'
import { Match, Switch, createMemo } from 'solid-js'
import { letterTemplates } from '../../../../domain/letters/letter-templates.ts'
import type { SampleSetting } from '../../../../domain/letters/letter-variables.ts'
import { sampleVars } from '../../../../domain/letters/letter-variables.ts'
import type { RenderedLetter } from '../../../../domain/letters/render-letter.ts'
import { renderLetter } from '../../../../domain/letters/render-letter.ts'
import type { LetterText } from '../../../../domain/letters/template.ts'
import { writingProblems } from '../../../../domain/messages/check-text.ts'
import type { MessageName } from '../../../../domain/messages/message-names.ts'
import { varsOf } from '../../../../domain/messages/message-texts.ts'
import { isSmsName } from '../../../../domain/messages/sms-names.ts'
import type { SmsText } from '../../../../domain/messages/sms-text.ts'
import { renderSms } from '../../../../domain/messages/sms-text.ts'
import { LetterPreview } from './letter-preview.tsx'
import { SmsPreview } from './sms-preview.tsx'

type Shown = { readonly letter: RenderedLetter } | { readonly sms: SmsText }

/** What the receiver would see, with example values; while the text has a mistake, what it was before. */
export function TextPreview(props: {
  readonly name: MessageName
  readonly text: LetterText
  readonly setting: SampleSetting
  readonly partKopecks: number | null
  readonly hasChats: boolean
}): JSX.Element {
  const shown = createMemo((held: Shown | undefined): Shown | undefined => {
    const { name, text, setting } = props
    if (writingProblems(name, setting.lang, text).length > 0) return held
    const vars = sampleVars(varsOf(name), setting)
    if (isSmsName(name)) return { sms: renderSms(name, setting.lang, vars, setting.now, text.body) }
    return { letter: renderLetter(letterTemplates[name], setting.lang, vars, text) }
  })
  const letter = (): RenderedLetter | undefined => {
    const now = shown()
    return now !== undefined && 'letter' in now ? now.letter : undefined
  }
  const sms = (): SmsText | undefined => {
    const now = shown()
    return now !== undefined && 'sms' in now ? now.sms : undefined
  }
  return (
    <Switch>
      <Match when={letter()}>{(now) => <LetterPreview letter={now()} from={props.setting.organization} />}</Match>
      <Match when={sms()}>
        {(now) => <SmsPreview sms={now()} from={props.setting.organization} partKopecks={props.partKopecks} hasChats={props.hasChats} />}
      </Match>
    </Switch>
  )
}

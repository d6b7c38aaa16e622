import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { SmsText } from '../../../../domain/messages/sms-text.ts'
import { formatMoney } from '../../../../domain/text/money.ts'
import { smsSize } from '../../../../domain/text/sms-parts.ts'
import { t } from '../words/words.ts'

/** An SMS as a phone shows it, with what it costs. */
export function SmsPreview(props: {
  readonly sms: SmsText
  readonly from: string
  readonly partKopecks: number | null
  readonly hasChats: boolean
}): JSX.Element {
  const size = () => smsSize(props.sms.text)
  return (
    <div class="text-phone card">
      <span class="tiny">{props.from}</span>
      <p class="text-bubble">{props.sms.text}</p>
      <p class="tiny" aria-live="polite">
        {t('texts.parts', { shown: props.sms.parts, count: props.sms.parts })}
        {' · '}
        {t('texts.characters', { shown: size().characters, count: size().characters })}
        {' · '}
        {t('texts.leftInPart', { shown: size().leftInPart })}
        {' · '}
        <Show when={props.partKopecks} fallback={t('texts.costUnknown')}>
          {(kopecks) => t('texts.cost', { cost: formatMoney(kopecks() * props.sms.parts), part: formatMoney(kopecks()) })}
        </Show>
      </p>
      <Show when={props.hasChats}>
        <p class="tiny">{t('texts.inChat')}</p>
      </Show>
    </div>
  )
}

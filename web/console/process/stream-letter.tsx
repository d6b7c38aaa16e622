import type { JSX } from 'solid-js'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'
import type { StreamItem } from './process-types.ts'

type Letter = Extract<StreamItem, { readonly type: 'letter' }>

/** A letter the machine sent by itself, with how it fared. */
export function StreamLetter(props: { readonly letter: Letter }): JSX.Element {
  const fate = (): string =>
    props.letter.status === 'rejected'
      ? t('stream.delivery.rejected', { error: props.letter.lastError ?? '' })
      : t(`stream.delivery.${props.letter.status}`)
  return (
    <div class="stream-event" classList={{ trouble: props.letter.status === 'rejected' }}>
      <time class="tiny num" datetime={props.letter.at} title={formatExact(props.letter.at)}>
        {formatMoment(props.letter.at)}
      </time>
      <span>
        {t(`letter.${props.letter.template}`)} → {props.letter.toAddress} <span class="tiny">· {fate()}</span>
      </span>
    </div>
  )
}

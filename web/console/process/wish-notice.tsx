import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { asksOtherTime, wordsOfWish } from '../../../domain/visit-wish.ts'
import { formatMoment } from '../../lib/format.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'
import './wish-notice.css'

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What the contact of a visit asks for, until somebody moves it or keeps its time. */
export function WishNotice(props: { readonly process: ProcessDetail }): JSX.Element {
  const wished = (): string => {
    const { wishedAt } = props.process.data
    const words = wordsOfWish(props.process.data)
    return [...(text(wishedAt) === '' ? [] : [formatMoment(text(wishedAt))]), ...(words === '' ? [] : [`«${words}»`])].join(', ')
  }
  return (
    <Show when={props.process.endedAt === null && asksOtherTime(props.process.data)}>
      <p class="wish-notice" role="status">
        <b>{t('wish.asks')}</b> <span>{wished() || t('wish.otherTime')}</span>
      </p>
    </Show>
  )
}

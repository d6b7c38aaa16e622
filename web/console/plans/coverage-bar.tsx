import type { JSX } from 'solid-js'
import type { Covered } from '../../../domain/visit-plan.ts'
import { formatCount } from '../../lib/format.ts'
import { ShareBar } from '../../ui/share-bar.tsx'
import { t } from './plans-words.ts'

/** What was wanted as one bar: held, booked, and left to book; with what came beyond it. */
export function CoverageBar(props: { readonly of: Covered }): JSX.Element {
  const share = (name: 'held' | 'booked' | 'left', tone: 'accent' | 'wait' | 'quiet') => ({
    label: t(`plans.${name}`),
    value: props.of[name],
    text: formatCount(props.of[name]),
    tone,
  })
  return (
    <div class="plans-bar">
      <ShareBar shares={[share('held', 'accent'), share('booked', 'wait'), share('left', 'quiet')].filter(({ value }) => value > 0)} />
      {props.of.extra > 0 ? <span class="tiny">{t('plans.extra', { count: props.of.extra })}</span> : null}
    </div>
  )
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { dayText } from './day-text.ts'
import { CoverageBar } from './coverage-bar.tsx'
import type { PlanCoverage } from './plans-source.ts'
import { t } from './plans-words.ts'

const percent = (part: number, whole: number): number => Math.round((100 * part) / Math.max(whole, 1))

/** How far the cycle and its visits have come. `today` is a day number of the organization's clock. */
export function CoverageCard(props: { readonly coverage: PlanCoverage; readonly today: number }): JSX.Element {
  const total = () => props.coverage.total
  const passed = (): number => {
    const { from, to } = props.coverage.plan
    const [first, last] = [dayOfIsoDate(from) ?? 0, dayOfIsoDate(to) ?? 0]
    return percent(Math.min(Math.max(props.today - first, 0), last + 1 - first), last + 1 - first)
  }
  return (
    <section class="card plans-total" aria-label={t('plans.coverage')}>
      <div class="row">
        <b class="plans-share num">{percent(total().held, total().wanted)} %</b>
        <span class="grow">
          {t('plans.heldOf', { held: total().held, count: total().wanted })}
          <span class="tiny plans-line">
            {dayText(props.coverage.plan.from)} – {dayText(props.coverage.plan.to)} · {t('plans.passed', { share: passed() })}
          </span>
        </span>
        <Show when={total().targets > 0}>
          <span class="tiny">{t('plans.contactsDone', { done: total().done, count: total().targets })}</span>
        </Show>
      </div>
      <CoverageBar of={total()} />
    </section>
  )
}

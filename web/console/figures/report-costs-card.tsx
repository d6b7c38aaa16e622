import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { questionLabel } from '../../../domain/report-template.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import type { FiguresFilter } from './figures-source.ts'
import { readReportCosts } from './figures-source.ts'
import { t } from './figures-words.ts'

/** What each question of the report costs those who answer it, the dearest first. */
export function ReportCostsCard(props: { readonly filter: FiguresFilter }): JSX.Element {
  const costs = createQuery(() => props.filter, readReportCosts, { keep: true, mergeBy: 'question' })
  const seconds = (count: number): string => t('costs.seconds', { count })
  return (
    <Show when={(costs.data()?.reports ?? 0) > 0 && costs.data()}>
      {(found) => (
        <section class="card figures-card">
          <header>
            <h2>{t('costs.title')}</h2>
          </header>
          <p class="muted">{t('costs.hint', { seconds: seconds(found().medianSeconds), count: found().reports })}</p>
          <div class="figures-scroll">
            <table class="figures-table" aria-label={t('costs.title')}>
              <thead>
                <tr>
                  <th scope="col">{t('costs.question')}</th>
                  <th scope="col">{t('costs.takes')}</th>
                  <th scope="col">{t('costs.answered')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={found().questions}>
                  {(row) => (
                    <tr>
                      <th scope="row">{say(questionLabel(row.question))}</th>
                      <td data-label={t('costs.takes')} class="num">
                        {row.answered === 0 ? '—' : seconds(row.medianSeconds)}
                      </td>
                      <td data-label={t('costs.answered')} class="num">
                        {t('figures.ofReports', { some: row.answered, count: row.asked })}
                      </td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </div>
        </section>
      )}
    </Show>
  )
}

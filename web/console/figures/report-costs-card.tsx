import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { questionLabel } from '../../../domain/report-template.ts'
import type { Label } from '../../../domain/label.ts'
import type { Params } from '../../lib/i18n.ts'
import { say, sayWith, t } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import type { FiguresFilter } from './figures-source.ts'
import { readReportCosts } from './figures-source.ts'

const costWords = {
  costs: { ru: 'Сколько времени занимает отчёт', en: 'How long reports take' },
  costsHint: {
    ru: 'Обычно {seconds} на весь отчёт; по {count} {count|последнему отчёту|последним отчётам|последним отчётам}. Дорогой вопрос, на который редко отвечают, стоит убрать.',
    en: 'Usually {seconds} for a whole report, by the latest {count}. A dear question that is seldom answered is better retired.',
  },
  question: { ru: 'Вопрос', en: 'Question' },
  takes: { ru: 'Обычно занимает', en: 'Usually takes' },
  answered: { ru: 'Отвечают', en: 'Answered' },
  seconds: { ru: '{count} с', en: '{count} s' },
} as const satisfies Readonly<Record<string, Label>>
const words = (key: keyof typeof costWords, params: Params = {}): string => sayWith(costWords[key], params)

/** What each question of the report costs those who answer it, the dearest first. */
export function ReportCostsCard(props: { readonly filter: FiguresFilter }): JSX.Element {
  const costs = createQuery(() => props.filter, readReportCosts, { keep: true, mergeBy: 'question' })
  const seconds = (count: number): string => words('seconds', { count })
  return (
    <Show when={(costs.data()?.reports ?? 0) > 0 && costs.data()}>
      {(found) => (
        <section class="card figures-card">
          <header>
            <h2>{words('costs')}</h2>
          </header>
          <p class="muted">{words('costsHint', { seconds: seconds(found().medianSeconds), count: found().reports })}</p>
          <div class="figures-scroll">
            <table class="figures-table" aria-label={words('costs')}>
              <thead>
                <tr>
                  <th scope="col">{words('question')}</th>
                  <th scope="col">{words('takes')}</th>
                  <th scope="col">{words('answered')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={found().questions}>
                  {(row) => (
                    <tr>
                      <th scope="row">{say(questionLabel(row.question))}</th>
                      <td data-label={words('takes')} class="num">
                        {row.answered === 0 ? '—' : seconds(row.medianSeconds)}
                      </td>
                      <td data-label={words('answered')} class="num">
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

import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { formatExact } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { Preview, PreviewAsk } from './reports-source.ts'
import { readPreview } from './reports-source.ts'
import { dayText } from '../plans/day-text.ts'
import { t } from './figures-words.ts'

type Cell = Preview['total'][number]
const cellText = (cell: Cell): string => (cell === null ? '—' : typeof cell === 'object' ? '' : String(cell))

/** What a report would hold now for whoever looks: others get what their own roles read. */
export function FiguresReportPreview(props: { readonly ask: PreviewAsk }): JSX.Element {
  const preview = createQuery(() => props.ask, readPreview, { keep: true })
  return (
    <section class="report-preview">
      <Show
        when={preview.data()}
        fallback={
          <Show when={preview.failure()} fallback={<Skeleton lines={4} />}>
            {(failure) => <p role="alert">{failure().message}</p>}
          </Show>
        }
      >
        {(found) => (
          <>
            <p class="tiny">
              {t('schedule.previewDays', { from: dayText(found().days.from), to: dayText(found().days.to) })}{' '}
              {t('schedule.next', { moment: formatExact(found().nextAt) })}
            </p>
            <div class="report-table" tabindex="0" role="region" aria-label={t('schedule.preview')}>
              <table>
                <thead>
                  <tr>
                    <For each={found().columns}>{(label) => <th scope="col">{label}</th>}</For>
                  </tr>
                </thead>
                <tbody>
                  <For each={[...found().rows, found().total]}>
                    {(row) => (
                      <tr>
                        <For each={row}>{(cell) => <td>{cellText(cell)}</td>}</For>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </div>
            <p class="tiny">{t('schedule.previewHint')}</p>
          </>
        )}
      </Show>
    </section>
  )
}

import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import ChartLine from 'lucide-solid/icons/chart-line'
import Download from 'lucide-solid/icons/download'
import Table from 'lucide-solid/icons/table-2'
import { download } from '../../lib/download.ts'
import { t } from './figures-words.ts'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import type { FiguresAsk } from './figures-source.ts'
import { exportHref } from './figures-source.ts'

/** A chart that can be switched to its table and taken away as a file. */
export function ChartCard(props: {
  readonly title: string
  readonly ask: FiguresAsk
  readonly chart: () => JSX.Element
  readonly table: () => JSX.Element
  readonly children?: JSX.Element
}): JSX.Element {
  const [asTable, setAsTable] = createSignal(false)
  return (
    <section class="card figures-card">
      <header>
        <h2>{props.title}</h2>
        {props.children}
        <IconButton
          small
          label={asTable() ? t('figures.asChart') : t('figures.asTable')}
          icon={
            <Show when={asTable()} fallback={<Table size={16} aria-hidden="true" />}>
              <ChartLine size={16} aria-hidden="true" />
            </Show>
          }
          onClick={() => setAsTable(!asTable())}
        />
        <FiguresExport ask={props.ask} />
      </header>
      <Show when={asTable()} fallback={props.chart()}>
        {props.table()}
      </Show>
    </section>
  )
}

/** The figures as a file, in either format. */
export function FiguresExport(props: { readonly ask: FiguresAsk }): JSX.Element {
  return (
    <Menu
      label={t('figures.export')}
      kind="ghost"
      square
      alignEnd
      button={<Download size={16} aria-hidden="true" />}
      items={[
        { label: t('list.exportXlsx'), run: () => download(exportHref(props.ask, 'xlsx')) },
        { label: t('list.exportCsv'), run: () => download(exportHref(props.ask, 'csv')) },
      ]}
    />
  )
}

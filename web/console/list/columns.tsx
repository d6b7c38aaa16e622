import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { A } from '@solidjs/router'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { partyLabels } from '../../../domain/roles.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { Chip } from '../../ui/chip.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { RowDue, WhyLine } from '../process/answers.tsx'
import type { ProcessRow } from '../process/process-types.ts'

const stateName = (definition: ProcessDefinition, state: string): string => {
  const label = definition.states[state]?.label
  return label === undefined ? state : say(label)
}
const priorityName = (definition: ProcessDefinition, value: string): string => {
  const field = definition.data['priority']
  const option = field?.type === 'choice' ? field.options.find((one) => one.value === value) : undefined
  return option === undefined ? value : say(option.label)
}

function Who(props: { readonly row: ProcessRow }): JSX.Element {
  return (
    <Show
      when={props.row.assignee}
      fallback={<span class="muted">{props.row.waitsFor === null ? '—' : say(partyLabels[props.row.waitsFor])}</span>}
    >
      {(person) => <>{person().name}</>}
    </Show>
  )
}

function Title(props: { readonly row: ProcessRow; readonly definition: ProcessDefinition }): JSX.Element {
  return (
    <>
      <A href={`/p/${props.row.id}`} class="row-title">
        {props.row.title}
      </A>
      <div class="tiny">
        {stateName(props.definition, props.row.state)}
        <Show when={props.row.priority === 'high' || props.row.priority === 'critical'}>
          {' '}
          · <span class="warn-text">{priorityName(props.definition, props.row.priority)}</span>
        </Show>
        <Show when={props.row.trouble}>
          {' '}
          · <span class="late-text">◆ {t('list.filterTrouble')}</span>
        </Show>
      </div>
    </>
  )
}

const moment = (iso: string): JSX.Element => (
  <time class="num" datetime={iso} title={formatExact(iso)}>
    {formatMoment(iso)}
  </time>
)

export const columnIds = ['number', 'subject', 'why', 'state', 'who', 'due', 'priority', 'started', 'changed'] as const
export type ColumnId = (typeof columnIds)[number]
export const defaultColumns: readonly ColumnId[] = ['number', 'subject', 'why', 'who', 'due']

/** Every column a list of this kind can have. */
export const columnsOf = (definition: ProcessDefinition): Readonly<Record<ColumnId, Column<ProcessRow>>> => ({
  number: {
    id: 'number',
    header: t('list.number'),
    width: '136px',
    sortable: true,
    cell: (row) => <span class="num nowrap">{row.number}</span>,
  },
  subject: {
    id: 'subject',
    header: t('list.subject'),
    width: 'minmax(200px, 1.3fr)',
    cell: (row) => <Title row={row} definition={definition} />,
  },
  why: { id: 'why', header: t('list.why'), width: 'minmax(216px, 1.4fr)', cell: (row) => <WhyLine row={row} /> },
  state: { id: 'state', header: t('list.state'), width: '140px', cell: (row) => <Chip>{stateName(definition, row.state)}</Chip> },
  who: { id: 'who', header: t('list.who'), width: '140px', cell: (row) => <Who row={row} /> },
  due: { id: 'due', header: t('list.due'), width: '218px', sortable: true, cell: (row) => <RowDue row={row} /> },
  priority: { id: 'priority', header: t('list.priority'), width: '110px', cell: (row) => priorityName(definition, row.priority) },
  started: { id: 'started', header: t('list.started'), width: '150px', sortable: true, cell: (row) => moment(row.startedAt) },
  changed: { id: 'changed', header: t('list.changed'), width: '150px', sortable: true, cell: (row) => moment(row.changedAt) },
})

/** A row as a card on a phone: what, where it stands, why, until when. */
export function RowCard(props: { readonly row: ProcessRow; readonly definition: ProcessDefinition }): JSX.Element {
  return (
    <div class="row-card">
      <div class="row-card-top">
        <span class="tiny num">{props.row.number}</span>
        <RowDue row={props.row} />
      </div>
      <Title row={props.row} definition={props.definition} />
      <div class="tiny">
        <WhyLine row={props.row} />
      </div>
    </div>
  )
}

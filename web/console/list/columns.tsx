import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { A } from '@solidjs/router'
import type { Field } from '../../../domain/form.ts'
import type { Json } from '../../../domain/json.ts'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { partyLabels } from '../../../domain/roles.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { Chip } from '../../ui/chip.tsx'
import type { Column } from '../../ui/data-table.tsx'
import { EvidenceChip } from '../process/evidence-chip.tsx'
import { RowDue, WhyLine } from '../process/answers.tsx'
import type { ProcessRow } from '../process/process-types.ts'
import { RowMarks } from '../process/row-marks.tsx'
import { t } from './list-words.ts'

const stateName = (definition: ProcessDefinition, state: string): string => {
  const label = definition.states[state]?.label
  return label === undefined ? state : say(label)
}
const optionName = (field: Field | undefined, value: string): string => {
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
          · <span class="warn-text">{optionName(props.definition.data['priority'], props.row.priority)}</span>
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

const commonIds = ['number', 'subject', 'why', 'state', 'who', 'due', 'priority', 'started', 'changed'] as const
type CommonId = (typeof commonIds)[number]

/** What a list shows until people choose. */
export const defaultColumns = ({ columns }: ProcessDefinition): readonly string[] => columns ?? ['number', 'subject', 'why', 'who', 'due']

const commonColumns = (definition: ProcessDefinition): Readonly<Record<CommonId, Column<ProcessRow>>> => ({
  number: {
    id: 'number',
    header: t('list.number'),
    width: '136px',
    sortable: true,
    cell: (row) => (
      <Show when={!defaultColumns(definition).includes('subject')} fallback={<span class="num nowrap">{row.number}</span>}>
        <A href={`/p/${row.id}`} class="row-title num nowrap">
          {row.number}
        </A>
      </Show>
    ),
  },
  subject: {
    id: 'subject',
    header: t('list.subject'),
    width: 'minmax(200px, 1.3fr)',
    cell: (row) => <Title row={row} definition={definition} />,
  },
  why: { id: 'why', header: t('list.why'), width: 'minmax(216px, 1.4fr)', cell: (row) => <WhyLine row={row} /> },
  state: {
    id: 'state',
    header: t('list.state'),
    width: '140px',
    cell: (row) => (
      <>
        <Chip>{stateName(definition, row.state)}</Chip> <EvidenceChip evidence={row.evidence} /> <RowMarks row={row} />
      </>
    ),
  },
  who: {
    id: 'who',
    header: definition.assignee === undefined ? t('list.who') : say(partyLabels[definition.assignee]),
    width: '140px',
    cell: (row) => <Who row={row} />,
  },
  due: {
    id: 'due',
    header: t('list.due'),
    width: definition.columns === undefined ? '218px' : 'minmax(130px, 0.8fr)',
    sortable: true,
    cell: (row) => <RowDue row={row} />,
  },
  priority: {
    id: 'priority',
    header: t('list.priority'),
    width: '110px',
    cell: (row) => optionName(definition.data['priority'], row.priority),
  },
  started: { id: 'started', header: t('list.started'), width: '150px', sortable: true, cell: (row) => moment(row.startedAt) },
  changed: { id: 'changed', header: t('list.changed'), width: '150px', sortable: true, cell: (row) => moment(row.changedAt) },
})

const isCommon = (name: string): name is CommonId => commonIds.some((id) => id === name)

function fieldValue(field: Field, value: Json | undefined): JSX.Element {
  if (typeof value !== 'string') return typeof value === 'number' ? value : ''
  if (field.type === 'text') return <span class="row-text">{value}</span>
  return field.type === 'instant' ? moment(value) : optionName(field, value)
}

const fieldWidths: { readonly [type in Field['type']]?: string } = { instant: '146px', choice: '138px', text: 'minmax(140px, 1fr)' }

function fieldColumn(definition: ProcessDefinition, name: string): Column<ProcessRow>[] {
  const field = definition.data[name]
  if (field === undefined) return []
  const isMoment = name === definition.moment
  return [
    {
      // The server knows it by what it is, whatever the kind calls it.
      id: isMoment ? 'moment' : name,
      header: say(field.label),
      width: fieldWidths[field.type] ?? '118px',
      sortable: isMoment,
      cell: (row) => fieldValue(field, row.listed[name]),
    },
  ]
}

/** Every column a list of this kind can have, in the order in which they stand: its own choice first. */
export function columnsOf(definition: ProcessDefinition): readonly Column<ProcessRow>[] {
  const common = commonColumns(definition)
  const first = definition.columns ?? []
  const rest = commonIds.filter((id) => !first.includes(id) && (id !== 'priority' || Object.hasOwn(definition.data, 'priority')))
  return [...first.flatMap((name) => (isCommon(name) ? [common[name]] : fieldColumn(definition, name))), ...rest.map((id) => common[id])]
}

/** Names of columns in the words of `columnsOf`. */
export const defaultColumnIds = (definition: ProcessDefinition): readonly string[] =>
  defaultColumns(definition).map((name) => (name === definition.moment ? 'moment' : name))

/** A row as a card on a phone: what, where it stands, when, why, until when. */
export function RowCard(props: { readonly row: ProcessRow; readonly definition: ProcessDefinition }): JSX.Element {
  const short = (): readonly (readonly [string, Field])[] =>
    (props.definition.columns ?? []).flatMap((name) => {
      const field = props.definition.data[name]
      return field?.type === 'instant' || field?.type === 'choice' ? [[name, field] as const] : []
    })
  return (
    <div class="row-card">
      <div class="row-card-top">
        <span class="tiny num">{props.row.number}</span>
        <RowDue row={props.row} />
      </div>
      <Title row={props.row} definition={props.definition} />
      <Show when={short().length > 0}>
        <div class="row-card-facts">
          <For each={short()}>{([name, field]) => <span>{fieldValue(field, props.row.listed[name])}</span>}</For>
          <EvidenceChip evidence={props.row.evidence} />
          <RowMarks row={props.row} />
        </div>
      </Show>
      <div class="tiny">
        <WhyLine row={props.row} />
      </div>
    </div>
  )
}

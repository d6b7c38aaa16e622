import type { Label } from '../../domain/label.ts'
import type { ProcessDefinition, StateDef } from '../../domain/process.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Party } from '../../domain/roles.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem } from '../problem.ts'
import { checkReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { wholeProcess } from './counts.ts'
import { mapNumbers } from './map-numbers.ts'
import type { MapNumbers } from './map-numbers.ts'

export interface MapInput {
  readonly kind: string
  /** The period of flows and times; the 30 days before now when left out. `to` is not in it. */
  readonly from?: Date | undefined
  readonly to?: Date | undefined
}
export interface MapNode {
  readonly state: string
  readonly label: Label
  readonly main: boolean
  readonly final: boolean
  readonly waitsFor: Party | null
  /** Standing there now. */
  readonly count: number
  /** Came there in the period. */
  readonly entered: number
  readonly late: number
  /** Of the stays that ended in the period; null when none did. */
  readonly medianMs: number | null
}
export interface MapEdge {
  readonly from: string
  readonly to: string
  readonly labels: readonly Label[]
  /** Time alone leads along it. */
  readonly automatic: boolean
  readonly cancels: boolean
  /** Moves in the period. */
  readonly count: number
}
export interface ProcessMap {
  readonly kind: string
  readonly label: Label
  readonly from: Date
  readonly to: Date
  readonly states: readonly MapNode[]
  readonly edges: readonly MapEdge[]
  readonly open: number
  readonly late: number
  readonly dueToday: number
  /** In the period. */
  readonly started: number
  readonly ended: number
  /** From start to end, of those that ended in the period. */
  readonly medianMs: number | null
}

const usualDays = 30
const maxDays = 1_100

type EdgeDraft = { -readonly [K in 'automatic' | 'cancels']: boolean } & { readonly labels: Label[] }

/** Every edge the definition has, and those that older moves went along though it has them no longer. */
function edgesOf(definition: ProcessDefinition, flow: ReadonlyMap<string, number>): MapEdge[] {
  const drafts = new Map<string, EdgeDraft>()
  const draft = (from: string, to: string): EdgeDraft => {
    const key = `${from}>${to}`
    const made = drafts.get(key) ?? { labels: [], automatic: false, cancels: false }
    drafts.set(key, made)
    return made
  }
  for (const [from, state] of Object.entries<StateDef>(definition.states)) {
    for (const action of Object.values(state.actions ?? {})) if (action.to !== from) draft(from, action.to).labels.push(action.label)
    for (const after of state.after ?? []) {
      if (!('to' in after) || after.to === from) continue
      const edge = draft(from, after.to)
      edge.labels.push(after.reason)
      edge.automatic = true
    }
    if (definition.cancel && !state.final && definition.cancel.to !== from) draft(from, definition.cancel.to).cancels = true
  }
  for (const key of flow.keys()) {
    const [from = '', to = ''] = key.split('>')
    if (from !== '' && Object.hasOwn(definition.states, from) && Object.hasOwn(definition.states, to)) draft(from, to)
  }
  return [...drafts].map(([key, edge]) => {
    const [from = '', to = ''] = key.split('>')
    return {
      from,
      to,
      labels: edge.labels,
      automatic: edge.automatic,
      cancels: edge.cancels && edge.labels.length === 0,
      count: flow.get(key) ?? 0,
    }
  })
}

const sum = (numbers: Iterable<number>): number => [...numbers].reduce((total, one) => total + one, 0)

const nodesOf = (definition: ProcessDefinition, numbers: MapNumbers): MapNode[] =>
  Object.entries<StateDef>(definition.states).map(([state, def]) => ({
    state,
    label: def.label,
    main: def.main === true,
    final: def.final === true,
    waitsFor: def.waitsFor ?? null,
    count: numbers.counts.get(state) ?? 0,
    entered: sum([...numbers.flow].filter(([edge]) => edge.endsWith(`>${state}`)).map(([, moves]) => moves)),
    late: numbers.late.get(state) ?? 0,
    medianMs: numbers.medians.get(state) ?? null,
  }))

/**
 * A kind's map: how many stand in each state, how many of them are late, how long they stay, and how many went along
 * each edge in the period (whole UTC days).
 * @throws Problem BadInput, Forbidden
 */
export async function processMap({ ctx, input }: { readonly ctx: Ctx; readonly input: MapInput }): Promise<ProcessMap> {
  staffOnly(ctx)
  const definition = definitionOf(input.kind)
  if (!definition) throw new Problem('BadInput', { ru: 'Такого процесса нет', en: 'There is no such process' })
  checkReadable(ctx.actor, definition)
  const to = input.to ?? ctx.now
  const from = input.from ?? new Date(to.getTime() - usualDays * dayMs)
  if (!(from < to) || to.getTime() - from.getTime() > maxDays * dayMs)
    throw new Problem('BadInput', {
      ru: 'Период должен быть не длиннее трёх лет и не пустым',
      en: 'The period must not be empty or longer than three years',
    })
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rules = await organizationRules(tx, ctx.tenantId)
    const numbers = await mapNumbers(tx, { ctx, kind: definition.kind, zone: readerZone(ctx, rules), from, to })
    const states = nodesOf(definition, numbers)
    return {
      kind: definition.kind,
      label: definition.pluralLabel,
      from,
      to,
      states,
      edges: edgesOf(definition, numbers.flow),
      open: sum(states.filter((node) => !node.final).map((node) => node.count)),
      late: sum(numbers.late.values()),
      dueToday: numbers.dueToday,
      started: numbers.flow.get(`>${definition.initial}`) ?? 0,
      ended: sum(states.filter((node) => node.final).map((node) => node.entered)),
      medianMs: numbers.medians.get(wholeProcess) ?? null,
    }
  })
}

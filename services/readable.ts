import { and, eq, inArray, or, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { PgColumn } from 'drizzle-orm/pg-core'
import type { Actor } from '../domain/actor.ts'
import { workedFor } from '../domain/actor.ts'
import { mayLookAt, reachOf } from '../domain/limits.ts'
import type { Limited, Reach } from '../domain/limits.ts'
import { mayRead } from '../domain/process.ts'
import type { ProcessDefinition } from '../domain/process.ts'
import { definitionOf, processKinds, processes as definitions } from '../domain/processes.ts'
import type { ProcessKind } from '../domain/processes.ts'
import { processes } from '../db/schema/process.ts'
import { forbidden, notFound } from './problem.ts'
import { dataField } from './process/data-columns.ts'

// Whatever reads a process on behalf of staff goes through here: by a row in hand, or by the condition for many.

/** The kinds of process an actor may look at; a private link reads its one process by its own page. */
export const readableKinds = (actor: Actor): ProcessKind[] => processKinds.filter((kind) => mayRead(definitions[kind], actor))

/** @throws Problem Forbidden when the actor's roles do not let them look at the kind */
export function checkReadable(actor: Actor, definition: ProcessDefinition): void {
  if (!mayRead(definition, actor)) throw forbidden()
}

type Row = Limited & { readonly kind: string }

/** @throws for a kind of a row that has no definition, which a migration forgot */
function knownDefinition(kind: string): ProcessDefinition {
  const definition = definitionOf(kind)
  if (!definition) throw new Error(`No process is called ${kind}`)
  return definition
}

/** True when the actor may look at this very process. */
export const maySee = (actor: Actor, row: Row): boolean => mayLookAt(knownDefinition(row.kind), actor, row)

/** For one process: what is not for this very person is not there. @throws Problem Forbidden, NotFound */
export function checkReadableRow(actor: Actor, row: Row): void {
  checkReadable(actor, knownDefinition(row.kind))
  if (!maySee(actor, row)) throw notFound()
}

/** Where a table keeps what limits look at. */
export interface LimitedColumns {
  readonly assigneeId: SQL
  field(name: string): SQL
}

/** What is within a reach, as a condition on rows that have these columns; undefined when all of them are. */
export function withinReach(actor: Actor, reach: Reach, { assigneeId, field }: LimitedColumns): SQL | undefined {
  if (reach === 'all') return undefined
  const parts = reach.map(({ own, having }) =>
    and(
      own ? inArray(assigneeId, [...workedFor(actor)]) : undefined,
      ...Object.entries(having).map(([name, value]) => sql`${field(name)} = ${value}`),
    ),
  )
  return or(...parts) ?? sql`false`
}

const ofProcesses: LimitedColumns = { assigneeId: sql`${processes.assigneeId}`, field: dataField }

/** True where somebody sees a part of a kind only, so that what is kept of the whole kind is not what they see. */
export const seesPart = (actor: Actor, kind: string): boolean => reachOf(knownDefinition(kind), actor) !== 'all'

/** True where somebody sees a part only of one of the kinds they may look at. */
export const seesParts = (actor: Actor): boolean => readableKinds(actor).some((kind) => seesPart(actor, kind))

/** The processes an actor may look at, of one kind or of all, as a condition on `processes`. */
export function readableRows(actor: Actor, kind?: string): SQL {
  const kinds = readableKinds(actor).filter((one) => kind === undefined || one === kind)
  const whole = kinds.filter((one) => !seesPart(actor, one))
  const parts = kinds.flatMap((one) => {
    const part = withinReach(actor, reachOf(definitions[one], actor), ofProcesses)
    return part === undefined ? [] : [and(eq(processes.kind, one), part)]
  })
  return or(whole.length === 0 ? undefined : inArray(processes.kind, whole), ...parts) ?? sql`false`
}

/** The same for a table whose rows belong to processes; undefined when there is none that the actor may not look at. */
export const ofReadable = (actor: Actor, processId: PgColumn): SQL | undefined =>
  processKinds.every((kind) => mayRead(definitions[kind], actor) && !seesPart(actor, kind))
    ? undefined
    : sql`EXISTS (SELECT FROM ${processes} WHERE ${processes.id} = ${processId} AND ${readableRows(actor)})`

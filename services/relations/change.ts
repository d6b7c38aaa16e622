import { and, eq, isNull, or } from 'drizzle-orm'
import { findNumbers } from '../../domain/number.ts'
import type { RelationEnd, RelationKind } from '../../domain/relations.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { relations } from '../../db/schema/desk.ts'
import { processes } from '../../db/schema/process.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { Problem, notFound, wrongField } from '../problem.ts'
import { isRowId } from '../cursor.ts'
import { readableRow } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { maySee } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { writeRelation } from './write.ts'

export interface AddRelationInput {
  readonly id: string
  /** The other process's, as people write it. */
  readonly number: string
  readonly kind: RelationKind
  /** Which end the first process is. */
  readonly end: RelationEnd
}

const bad = (ru: string, en: string): Problem => wrongField('number', { ru, en })

/** A process by its number, for somebody who may look at it. @throws Problem BadInput, the same for what is not there */
async function byNumber(tx: Tx, ctx: Ctx, text: string): Promise<ProcessRow> {
  const number = findNumbers(text)[0]?.number ?? text.trim()
  const [row] = await tx
    .select()
    .from(processes)
    .where(and(eq(processes.tenantId, ctx.tenantId), eq(processes.number, number)))
  if (!row || !maySee(ctx.actor, row))
    throw bad(
      `Такого номера нет: ${number}. Проверьте его или найдите процесс по названию.`,
      `There is no such number: ${number}. Check it, or find the process by its title.`,
    )
  return row
}

/** Both ends show it, so the change is told of and written down at both. */
function tell(tx: Tx, ctx: Ctx, ends: readonly [ProcessRow, ProcessRow], kind: RelationKind, action: 'relate' | 'unrelate'): void {
  for (const [row, other] of [ends, [ends[1], ends[0]] as const]) {
    publishProcess(tx, row)
    const relation = { kind, from: ends[0].number, to: ends[1].number, other: other.number }
    writeAudit(tx, ctx, {
      action: `${row.kind}.${action}`,
      entity: 'process',
      entityId: row.id,
      before: action === 'relate' ? null : relation,
      after: action === 'relate' ? relation : null,
    })
  }
}

/** Says what a process is to another; whoever may look at both may. @throws Problem NotFound, Forbidden, BadInput, Conflict */
export async function addRelation({ ctx, input }: { readonly ctx: Ctx; readonly input: AddRelationInput }): Promise<void> {
  const staff = staffOnly(ctx)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const other = await byNumber(tx, ctx, input.number)
    if (other.id === row.id) throw bad('Это тот же процесс. Укажите другой номер.', 'It is the same process. Give another number.')
    const ends = input.end === 'from' ? ([row, other] as const) : ([other, row] as const)
    const relation = { tenantId: ctx.tenantId, fromId: ends[0].id, toId: ends[1].id, kind: input.kind, addedBy: staff.name, at: ctx.now }
    if (!(await writeRelation(tx, relation)))
      throw new Problem('Conflict', { ru: 'Эти процессы уже так связаны.', en: 'These processes are linked so already.' })
    tell(tx, ctx, ends, input.kind, 'relate')
  })
}

/** Takes a relation away; whoever may look at both ends may. @throws Problem NotFound, also for one that is gone already */
export async function removeRelation({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly relationId: string }
}): Promise<void> {
  const staff = staffOnly(ctx)
  const relationId = input.relationId.toLowerCase()
  if (!isRowId(relationId)) throw notFound()
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    const [gone] = await tx
      .update(relations)
      .set({ removedBy: staff.name, removedAt: ctx.now, removalId: newId() })
      .where(
        and(
          eq(relations.tenantId, ctx.tenantId),
          eq(relations.id, relationId),
          isNull(relations.removedAt),
          or(eq(relations.fromId, row.id), eq(relations.toId, row.id)),
        ),
      )
      .returning({ fromId: relations.fromId, toId: relations.toId, kind: relations.kind })
    if (!gone) throw notFound()
    const other = await readableRow(tx, ctx, gone.fromId === row.id ? gone.toId : gone.fromId)
    tell(tx, ctx, gone.fromId === row.id ? [row, other] : [other, row], gone.kind, 'unrelate')
  })
}

import { and, desc, eq, inArray, lt } from 'drizzle-orm'
import type { Json } from '../../domain/json.ts'
import type { Tx } from '../../db/client.ts'
import { audit } from '../../db/schema/desk.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { namesOf } from '../people/names.ts'
import { badCursor, readCursor, writeCursor } from '../cursor.ts'
import { auditReaders, requireRole } from './rights.ts'

export interface ListedChange {
  readonly seq: number
  readonly at: string
  readonly actorId: string
  readonly actorName: string
  readonly action: string
  readonly entity: string
  readonly entityId: string
  /** What people call it: a process's number, a person's name; `null` when it has neither or is gone. */
  readonly subject: string | null
  readonly before: Json
  readonly after: Json
  readonly requestId: string
}

const pageSize = 50
type AuditRow = typeof audit.$inferSelect

/** The numbers and names behind the ids of a page. */
async function subjectsOf(tx: Tx, tenantId: string, rows: readonly AuditRow[]): Promise<ReadonlyMap<string, string>> {
  const idsOf = (entity: string): string[] => [...new Set(rows.flatMap((row) => (row.entity === entity ? [row.entityId] : [])))]
  const processIds = idsOf('process')
  const numbered =
    processIds.length === 0
      ? []
      : await tx
          .select({ id: processes.id, number: processes.number })
          .from(processes)
          .where(and(eq(processes.tenantId, tenantId), inArray(processes.id, processIds)))
  const names = await namesOf(tx, idsOf('user'))
  return new Map([...names, ...numbered.map((row) => [row.id, row.number] as const)])
}

/** Who changed what, the newest first. @throws Problem Forbidden, BadInput */
export async function listAudit({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: {
    readonly entity?: string | undefined
    readonly entityId?: string | undefined
    readonly actorId?: string | undefined
    readonly cursor?: string | undefined
  }
}): Promise<{ items: ListedChange[]; nextCursor: string | null; count: number }> {
  requireRole(ctx, auditReaders)
  const [last] = input.cursor === undefined ? [] : readCursor(input.cursor, 1)
  const before = last === undefined ? undefined : Number(last)
  if (before !== undefined && !Number.isSafeInteger(before)) throw badCursor()
  const filter = and(
    eq(audit.tenantId, ctx.tenantId),
    input.entity === undefined ? undefined : eq(audit.entity, input.entity),
    input.entityId === undefined ? undefined : eq(audit.entityId, input.entityId),
    input.actorId === undefined ? undefined : eq(audit.actorId, input.actorId),
  )
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(audit)
      .where(and(filter, before === undefined ? undefined : lt(audit.seq, before)))
      .orderBy(desc(audit.seq))
      .limit(pageSize + 1)
    const count = await tx.$count(audit, filter)
    const page = rows.slice(0, pageSize)
    const subjects = await subjectsOf(tx, ctx.tenantId, page)
    const end = rows.length > pageSize ? page.at(-1) : undefined
    return {
      items: page.map(({ tenantId: _tenant, hash: _hash, previousHash: _previous, at, before: was, after, ...row }) => ({
        ...row,
        subject: subjects.get(row.entityId) ?? null,
        at: at.toISOString(),
        before: was,
        after,
      })),
      nextCursor: end ? writeCursor([String(end.seq)]) : null,
      count,
    }
  })
}

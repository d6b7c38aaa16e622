import type { Label } from '../../domain/label.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { notifications } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { publishPerson } from '../live/publish.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'

/** What somebody is told of a process; `key` says of what, so that it is told once. */
export interface Told {
  readonly userId: string
  readonly kind: (typeof notifications.$inferInsert)['kind']
  readonly what: Label
  readonly key: string
}

/** Tells one person in the console: number, what happened, title. */
export async function tellOf(tx: Tx, ctx: Ctx, row: Pick<ProcessRow, 'id' | 'number' | 'title'>, told: Told): Promise<void> {
  const text = { ru: `${row.number}: ${told.what.ru}. ${row.title}`, en: `${row.number}: ${told.what.en}. ${row.title}` }
  await tx
    .insert(notifications)
    .values({
      ...{ id: newId(), tenantId: ctx.tenantId, userId: told.userId, processId: row.id },
      ...{ kind: told.kind, text, key: told.key, at: ctx.now },
    })
    .onConflictDoNothing()
  publishPerson(tx, ctx.tenantId, told.userId)
}

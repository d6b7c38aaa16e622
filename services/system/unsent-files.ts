import { and, inArray, isNull, lt, ne } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'

/** Nobody fills in one form for longer. */
const keptMs = 7 * 86_400_000
const batch = 100

/** Deletes files that were uploaded for a form that was never sent; kept letters stay. Answers how many. */
export function removeUnsentFiles(db: Database, now: Date): Promise<number> {
  return db.system(async (tx) => {
    const old = tx
      .select({ id: files.id })
      .from(files)
      .where(and(isNull(files.processId), ne(files.uploadedBy, 'mail'), lt(files.at, new Date(now.getTime() - keptMs))))
      .orderBy(files.at)
      .limit(batch)
      .for('update', { skipLocked: true })
    const gone = await tx.delete(files).where(inArray(files.id, old)).returning({ id: files.id })
    return gone.length
  })
}

import { and, asc, eq } from 'drizzle-orm'
import type { Database, Tx } from '../../db/client.ts'
import { fileChunks } from '../../db/schema/message.ts'
import type { files } from '../../db/schema/message.ts'

export type FileRow = typeof files.$inferSelect

/** A file's bytes, whole. For letters and other files that are needed in memory. */
export async function readFileBytes(tx: Tx, tenantId: string, fileId: string): Promise<Buffer> {
  const rows = await tx
    .select({ bytes: fileChunks.bytes })
    .from(fileChunks)
    .where(and(eq(fileChunks.tenantId, tenantId), eq(fileChunks.fileId, fileId)))
    .orderBy(asc(fileChunks.part))
  return Buffer.concat(rows.map((row) => row.bytes))
}

/** A file's bytes, one row at a time, each in a transaction of its own: a slow reader holds no connection. */
export async function* streamFile(db: Database, tenantId: string, fileId: string): AsyncGenerator<Buffer> {
  for (let part = 0; ; part += 1) {
    const [row] = await db.tenantRead(tenantId, (tx) =>
      tx
        .select({ bytes: fileChunks.bytes })
        .from(fileChunks)
        .where(and(eq(fileChunks.tenantId, tenantId), eq(fileChunks.fileId, fileId), eq(fileChunks.part, part))),
    )
    if (!row) return
    yield row.bytes
  }
}

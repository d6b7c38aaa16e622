import { and, asc, eq } from 'drizzle-orm'
import type { Database, Tx } from '../../db/client.ts'
import { fileChunks, files } from '../../db/schema/message.ts'

export type FileRow = typeof files.$inferSelect

class BytesGone extends Error {
  override readonly name = 'BytesGone'
  constructor(fileId: string) {
    super(`File ${fileId} does not have the bytes that its row promises. Take the table file_chunks from a backup.`)
  }
}

/** A file's bytes, whole. For letters and other files that are needed in memory. @throws BytesGone */
export async function readFileBytes(tx: Tx, tenantId: string, fileId: string): Promise<Buffer> {
  const rows = await tx
    .select({ sizeBytes: files.sizeBytes, bytes: fileChunks.bytes })
    .from(files)
    .leftJoin(fileChunks, eq(fileChunks.fileId, files.id))
    .where(and(eq(files.tenantId, tenantId), eq(files.id, fileId)))
    .orderBy(asc(fileChunks.part))
  const whole = Buffer.concat(rows.flatMap(({ bytes }) => bytes ?? []))
  if (whole.length !== rows[0]?.sizeBytes) throw new BytesGone(fileId)
  return whole
}

/** A file's bytes, one row at a time, each in a transaction of its own: a slow reader holds no connection. @throws BytesGone */
export async function* streamFile(
  db: Database,
  tenantId: string,
  { id: fileId, sizeBytes }: Pick<FileRow, 'id' | 'sizeBytes'>,
): AsyncGenerator<Buffer> {
  for (let part = 0, sent = 0; sent < sizeBytes; part += 1) {
    const [row] = await db.tenantRead(tenantId, (tx) =>
      tx
        .select({ bytes: fileChunks.bytes })
        .from(fileChunks)
        .where(and(eq(fileChunks.tenantId, tenantId), eq(fileChunks.fileId, fileId), eq(fileChunks.part, part))),
    )
    if (!row) throw new BytesGone(fileId)
    yield row.bytes
    sent += row.bytes.length
  }
}

import type { Tx } from '../../db/client.ts'
import { fileChunks, files } from '../../db/schema/message.ts'
import type { IncomingFile } from './incoming-file.ts'

/** A row of a file's bytes. */
export const chunkBytes = 256 * 1024
/** The largest file the product keeps. */
export const maxFileBytes = 20 * 1024 * 1024

export interface FileToWrite {
  readonly id: string
  readonly tenantId: string
  readonly processId: string | null
  readonly messageId: string | null
  readonly name: string
  readonly contentType: string
  readonly inline: boolean
  readonly contentId: string | null
  readonly uploadedBy: string
  readonly at: Date
  readonly content: IncomingFile
}

/** Writes a file, a row's bytes at a time. The same id twice keeps the first. */
export async function writeFile(tx: Tx, file: FileToWrite): Promise<void> {
  const { content, ...meta } = file
  const written = await tx
    .insert(files)
    .values({ ...meta, sizeBytes: content.sizeBytes, sha256: content.sha256 })
    .onConflictDoNothing()
    .returning({ id: files.id })
  if (written.length === 0) return
  let part = 0
  for await (const bytes of content.pieces(chunkBytes)) {
    await tx.insert(fileChunks).values({ tenantId: file.tenantId, fileId: file.id, part, bytes })
    part += 1
  }
}

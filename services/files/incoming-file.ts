import { createHash, randomUUID } from 'node:crypto'
import { open, unlink } from 'node:fs/promises'
import type { FileHandle } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A file on its way into the database, wherever it waits. */
export interface IncomingFile {
  readonly sizeBytes: number
  /** In hex. */
  readonly sha256: string
  /** Its bytes from the start, in pieces of this many bytes; the last may be shorter. */
  pieces(bytes: number): AsyncGenerator<Buffer>
}

/** One that waits on the disk. */
export interface SpooledFile extends IncomingFile {
  close(): Promise<void>
}

async function* piecesOf(handle: FileHandle, sizeBytes: number, bytes: number): AsyncGenerator<Buffer> {
  for (let at = 0; at < sizeBytes; at += bytes) {
    const piece = Buffer.alloc(Math.min(bytes, sizeBytes - at))
    let got = 0
    while (got < piece.length) {
      const { bytesRead } = await handle.read(piece, got, piece.length - got, at + got)
      if (bytesRead === 0) throw new Error('An upload was cut short on the disk')
      got += bytesRead
    }
    yield piece
  }
}

/** A file without a name: nobody else opens it, and it is gone with the process that holds it, however that ends. */
async function openNameless(): Promise<FileHandle> {
  const path = join(tmpdir(), `vekha-upload-${randomUUID()}`)
  const handle = await open(path, 'wx+', 0o600)
  await unlink(path)
  return handle
}

/**
 * Puts what comes on the disk, so that a slow sender holds neither memory nor a connection. Close it in the end.
 * @param grown told of each piece before it is written; what it throws ends the upload
 */
export async function spool(source: AsyncIterable<Uint8Array>, grown: (bytes: number) => void): Promise<SpooledFile> {
  const handle = await openNameless()
  try {
    const hash = createHash('sha256')
    let sizeBytes = 0
    for await (const piece of source) {
      grown(piece.length)
      hash.update(piece)
      await handle.writeFile(piece)
      sizeBytes += piece.length
    }
    return { sizeBytes, sha256: hash.digest('hex'), pieces: (bytes) => piecesOf(handle, sizeBytes, bytes), close: () => handle.close() }
  } catch (error) {
    await handle.close()
    throw error
  }
}

/** What is in memory already, as letters and their files are. */
export function inMemory(content: Buffer): IncomingFile {
  return {
    sizeBytes: content.length,
    sha256: createHash('sha256').update(content).digest('hex'),
    async *pieces(bytes) {
      for (let at = 0; at < content.length; at += bytes) yield content.subarray(at, at + bytes)
    },
  }
}

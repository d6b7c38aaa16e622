import { fileTypeFromBuffer } from 'file-type'
import type { IncomingFile } from './incoming-file.ts'

/** As much of a file as its type is told by: what comes later changes nothing. */
const headBytes = 1024 * 1024
const textBytes = 4096

/** A file's type by what is in it, whatever its sender called it. */
export async function contentTypeOf(file: IncomingFile): Promise<string> {
  const { value } = await file.pieces(headBytes).next()
  const head = value instanceof Uint8Array ? value : Buffer.alloc(0)
  const found = await fileTypeFromBuffer(head)
  if (found) return found.mime
  const start = head.subarray(0, textBytes)
  try {
    // A character may be cut in two at the end of what is looked at.
    new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: start.length < file.sizeBytes })
    return start.includes(0) ? 'application/octet-stream' : 'text/plain'
  } catch {
    return 'application/octet-stream'
  }
}

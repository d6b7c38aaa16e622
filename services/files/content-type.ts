import { fileTypeFromBuffer } from 'file-type'

/** A file's type by what is in it, whatever its sender called it. */
export async function contentTypeOf(content: Buffer): Promise<string> {
  const found = await fileTypeFromBuffer(content)
  if (found) return found.mime
  const head = content.subarray(0, 4096)
  try {
    // A character may be cut in two at the end of what is looked at.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: head.length < content.length })
    return head.includes(0) ? 'application/octet-stream' : 'text/plain'
  } catch {
    return 'application/octet-stream'
  }
}

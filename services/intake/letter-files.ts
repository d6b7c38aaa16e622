import { v5 } from 'uuid'
import type { Tx } from '../../db/client.ts'
import { inMemory } from '../files/incoming-file.ts'
import { maxFileBytes, writeFile } from '../files/write-file.ts'
import type { ReadLetter } from './letter-reader.ts'

/** As many as a form may name; the rest travel in the kept letter itself. */
const maxFiles = 20

/** Keeps a letter's attachments. Their ids come from the letter's, so a second try writes nothing twice. */
export async function writeLetterFiles(
  tx: Tx,
  letter: ReadLetter,
  owner: { readonly tenantId: string; readonly intakeId: string; readonly uploadedBy: string; readonly at: Date },
): Promise<string[]> {
  const ids: string[] = []
  const kept = letter.attachments.filter((attachment) => attachment.content.length > 0 && attachment.content.length <= maxFileBytes)
  for (const [position, attachment] of kept.slice(0, maxFiles).entries()) {
    const id = v5(String(position), owner.intakeId)
    await writeFile(tx, {
      id,
      tenantId: owner.tenantId,
      processId: null,
      messageId: null,
      name: attachment.filename,
      contentType: attachment.contentType,
      inline: attachment.inline,
      contentId: attachment.contentId ?? null,
      uploadedBy: owner.uploadedBy,
      at: owner.at,
      content: inMemory(attachment.content),
    })
    ids.push(id)
  }
  return ids
}

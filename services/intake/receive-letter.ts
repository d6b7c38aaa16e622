import { createHash } from 'node:crypto'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { intake } from '../../db/schema/message.ts'
import { inMemory } from '../files/incoming-file.ts'
import { writeFile } from '../files/write-file.ts'
import { organizationsAt } from '../system/organization.ts'

/** A letter as the listener took it, before anything is made of it. */
export interface ArrivedLetter {
  /** The envelope's sender; empty for a bounce. */
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
  readonly raw: Buffer
  readonly receivedAt: Date
}

/** The relay leaves a fresh letter to whoever received it for this long. */
const headStartMs = 30_000

/** The same letter again, also by another way: its Message-ID and what stands below its headers. */
function letterKey(raw: Buffer): string {
  const split = raw.indexOf('\r\n\r\n')
  const headers = raw.subarray(0, split < 0 ? raw.length : split).toString('latin1')
  const messageId = /^message-id:\s*(<[^>\r\n]{1,900}>)/im.exec(headers)?.[1] ?? ''
  return createHash('sha256')
    .update(messageId)
    .update('\n')
    .update(messageId === '' ? raw : raw.subarray(Math.max(split, 0)))
    .digest('hex')
}

/**
 * Keeps a letter, whole, for every organization it is addressed to, before the sender is told that it was taken.
 * Answers the intake rows to be worked on; a letter that came before gives none.
 */
export async function receiveLetter(db: Database, letter: ArrivedLetter): Promise<{ tenantId: string; intakeId: string }[]> {
  const key = letterKey(letter.raw)
  const taken: { tenantId: string; intakeId: string }[] = []
  for (const { id: tenantId, supportAddress } of await organizationsAt(db, letter.recipients)) {
    const intakeId = newId()
    const fresh = await db.tenant(tenantId, async (tx) => {
      const rows = await tx
        .insert(intake)
        .values({
          id: intakeId,
          tenantId,
          source: 'mail',
          key,
          status: 'received',
          fileId: intakeId,
          payload: { envelopeFrom: letter.envelopeFrom, recipient: supportAddress },
          nextTryAt: new Date(letter.receivedAt.getTime() + headStartMs),
          at: letter.receivedAt,
        })
        .onConflictDoNothing()
        .returning({ id: intake.id })
      if (rows.length === 0) return false
      await writeFile(tx, {
        id: intakeId,
        tenantId,
        processId: null,
        messageId: null,
        name: 'letter.eml',
        contentType: 'message/rfc822',
        inline: false,
        contentId: null,
        uploadedBy: 'mail',
        at: letter.receivedAt,
        content: inMemory(letter.raw),
      })
      return true
    })
    if (fresh) taken.push({ tenantId, intakeId })
  }
  return taken
}

import { randomBytes } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { ParsedLetter } from './parsed-letter.ts'
import { parseStored } from './parsed-letter.ts'

/** What the list shows of a letter; kept beside it, so that a list reads no letters. */
export interface LetterEntry {
  /** Sorts by time of arrival. */
  readonly id: string
  readonly receivedAt: string
  readonly envelopeFrom: string
  readonly recipients: readonly string[]
  readonly from: string
  readonly subject: string
  readonly messageId: string
  readonly sizeBytes: number
  readonly attachmentCount: number
}

export interface StoredLetter extends ParsedLetter {
  readonly entry: LetterEntry
}

export interface OutboxStore {
  /** Kept on disk when this resolves. */
  saveLetter(letter: { readonly envelopeFrom: string; readonly recipients: readonly string[]; readonly raw: Buffer }): Promise<LetterEntry>
  /** The newest first; `to` is a part of a recipient's address, `before` the id of the last letter seen. */
  listLetters(filter: { readonly to?: string; readonly before?: string; readonly limit: number }): Promise<readonly LetterEntry[]>
  /** Undefined when there is no such letter. */
  readLetter(id: string): Promise<StoredLetter | undefined>
  readRaw(id: string): Promise<Buffer | undefined>
  clear(): Promise<void>
}

const idPattern = /^\d{13}-\d{6}-[0-9a-f]{8}$/u

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

async function readIfThere(file: string): Promise<Buffer | undefined> {
  try {
    return await readFile(file)
  } catch (error) {
    if (isMissing(error)) return undefined
    throw error
  }
}

/** A file appears under its name only when it is whole and on the disk. */
async function writeWhole(file: string, bytes: Buffer | string): Promise<void> {
  const handle = await open(`${file}.part`, 'w')
  try {
    await handle.writeFile(bytes)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(`${file}.part`, file)
}

const isEntry = (value: unknown): value is LetterEntry =>
  typeof value === 'object' &&
  value !== null &&
  'id' in value &&
  'recipients' in value &&
  Array.isArray(value.recipients) &&
  'subject' in value

/**
 * Letters in a directory: `<id>.eml` as received, `<id>.json` for the list. The second is written
 * last, so a crash leaves no half letter in the list. Several programs may read at once.
 * @param maxLetters the oldest go when there are more
 */
export async function openOutboxStore(directory: string, maxLetters = 2000): Promise<OutboxStore> {
  await mkdir(directory, { recursive: true })
  const at = (id: string, ending: 'eml' | 'json'): string => path.join(directory, `${id}.${ending}`)
  let counter = 0

  async function idsNewestFirst(): Promise<string[]> {
    const names = await readdir(directory)
    const ids = names.filter((name) => name.endsWith('.json')).map((name) => name.slice(0, -'.json'.length))
    return ids
      .filter((id) => idPattern.test(id))
      .sort()
      .reverse()
  }

  async function remove(id: string): Promise<void> {
    await rm(at(id, 'json'), { force: true })
    await rm(at(id, 'eml'), { force: true })
  }

  async function readEntry(id: string): Promise<LetterEntry | undefined> {
    const bytes = await readIfThere(at(id, 'json'))
    if (bytes === undefined) return undefined
    const entry: unknown = JSON.parse(bytes.toString('utf8'))
    return isEntry(entry) ? entry : undefined
  }

  return {
    async saveLetter({ envelopeFrom, recipients, raw }) {
      counter = (counter + 1) % 1_000_000
      const now = new Date()
      const id = `${String(now.getTime())}-${String(counter).padStart(6, '0')}-${randomBytes(4).toString('hex')}`
      const { from, subject, messageId, attachments } = await parseStored(raw)
      const entry: LetterEntry = {
        id,
        receivedAt: now.toISOString(),
        envelopeFrom,
        recipients,
        from: from.name === '' ? from.address : `${from.name} <${from.address}>`,
        subject,
        messageId,
        sizeBytes: raw.length,
        attachmentCount: attachments.filter((attachment) => !attachment.inline).length,
      }
      await writeWhole(at(id, 'eml'), raw)
      await writeWhole(at(id, 'json'), JSON.stringify(entry))
      if (Number.isFinite(maxLetters)) await Promise.all((await idsNewestFirst()).slice(maxLetters).map(remove))
      return entry
    },

    async listLetters({ to, before, limit }) {
      const wanted = to?.trim().toLowerCase() ?? ''
      const found: LetterEntry[] = []
      for (const id of await idsNewestFirst()) {
        if (found.length >= limit) break
        if (before !== undefined && id >= before) continue
        const entry = await readEntry(id)
        if (entry?.recipients.some((recipient) => recipient.toLowerCase().includes(wanted)) === true) found.push(entry)
      }
      return found
    },

    async readLetter(id) {
      if (!idPattern.test(id)) return undefined
      const [entry, raw] = await Promise.all([readEntry(id), readIfThere(at(id, 'eml'))])
      return entry === undefined || raw === undefined ? undefined : { entry, ...(await parseStored(raw)) }
    },

    readRaw: async (id) => (idPattern.test(id) ? readIfThere(at(id, 'eml')) : undefined),

    async clear() {
      for (const id of await idsNewestFirst()) await remove(id)
      const rest = (await readdir(directory)).filter((name) => /\.(?:eml|part)$/u.test(name))
      await Promise.all(rest.map((name) => rm(path.join(directory, name), { force: true })))
    },
  }
}

import type { OutboxStore } from '../../simulators/mail-outbox/store.ts'
import type { Organization } from './cast.ts'

/** What the outside world's mailboxes hold. */
export interface Letters {
  readonly arrived: number
  /** Message-IDs that came more than once. */
  readonly twice: readonly string[]
  /** Letters to people of one organization that hold the other's canary. */
  readonly mixed: readonly string[]
}

const page = 500

/** Reads every letter that arrived. */
export async function readLetters(outbox: OutboxStore, cast: readonly Organization[]): Promise<Letters> {
  const times = new Map<string, number>()
  const mixed: string[] = []
  let before: string | undefined
  for (;;) {
    const entries = await outbox.listLetters({ limit: page, ...(before === undefined ? {} : { before }) })
    for (const entry of entries) {
      times.set(entry.messageId, (times.get(entry.messageId) ?? 0) + 1)
      const text = (await outbox.readLetter(entry.id))?.text ?? ''
      const foreign = cast.filter(({ slug }) => !entry.recipients.some((address) => address.includes(slug)))
      const own = foreign.length < cast.length
      if (own && foreign.some(({ canary }) => text.includes(canary))) mixed.push(entry.id)
    }
    before = entries.at(-1)?.id
    if (before === undefined) break
  }
  const twice = [...times].filter(([, count]) => count > 1).map(([messageId]) => messageId)
  return { arrived: times.size, twice, mixed }
}

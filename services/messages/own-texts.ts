import { inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { LetterText } from '../../domain/letters/template.ts'
import { writingProblems } from '../../domain/messages/check-text.ts'
import type { MessageName } from '../../domain/messages/message-names.ts'
import type { Tx } from '../../db/client.ts'
import { messageTexts } from '../../db/schema/message-text.ts'

/** The organization's own text now, as a value of an insert; null where it has none. */
export const currentTextId = (tenantId: string, name: MessageName, lang: Lang): SQL<string | null> =>
  sql`(SELECT t.id FROM message_texts t WHERE t.tenant_id = ${tenantId} AND t.name = ${name} AND t.lang = ${lang} AND t.ended_at IS NULL)`

export async function textsById(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, LetterText>> {
  if (ids.length === 0) return new Map()
  const { id, subject, body } = messageTexts
  const found = await tx
    .select({ id, subject, body })
    .from(messageTexts)
    .where(inArray(id, [...new Set(ids)]))
  return new Map(found.map((text) => [text.id, text]))
}

/** An own text, unless a release has taken a variable from under it: then the product's is sent, for a message must leave. */
export const writable = (name: MessageName, lang: Lang, text: LetterText | undefined): LetterText | undefined =>
  text && writingProblems(name, lang, text).length === 0 ? text : undefined

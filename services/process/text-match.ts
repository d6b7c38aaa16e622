import { inArray, sql } from 'drizzle-orm'
import type { SQL } from 'drizzle-orm'
import { findNumbers, formatNumber } from '../../domain/number.ts'
import { processKinds, processes as definitions } from '../../domain/processes.ts'
import type { Tx } from '../../db/client.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'

/** What a text asks for, as a condition on processes. */
export interface TextMatch {
  readonly condition: SQL
  /** Very many have the words: the list looks for them in its own order, where it meets them often. */
  readonly common: boolean
}

/** So many processes are named one by one. */
const namedUpTo = 10_000
/** So many processes that fit all else are read to count those that have common words. */
const readToCount = 1_000

/** The numbers a text may mean: written in full, or only its digits, of this year or the last. */
function numbersIn(ctx: Ctx, text: string): string[] {
  const full = findNumbers(text).map((found) => found.number)
  if (full.length > 0 || !/^0*[1-9]\d{0,8}$/.test(text)) return full
  const year = ctx.now.getUTCFullYear()
  return processKinds.flatMap((kind) => [year, year - 1].map((of) => formatNumber(definitions[kind].prefix, of, Number(text))))
}

async function wordsMatch(tx: Tx, text: string): Promise<TextMatch> {
  const asked = await tx.execute<{ common: boolean; query: string }>(
    sql`SELECT search_is_common(${text}) AS common, search_query(${text})::text AS query`,
  )
  const [{ common, query: words } = { common: false, query: '' }] = asked.rows
  if (!common) {
    const { rows } = await tx.execute<{ id: string }>(sql`SELECT id FROM search_processes(${text}, ${namedUpTo + 1})`)
    const named = `{${rows.map((row) => row.id).join(',')}}`
    if (rows.length <= namedUpTo) return { condition: sql`processes.id = ANY (${named}::uuid[])`, common }
  }
  const query = sql`${words}::tsquery`
  // With EXISTS Postgres may read the words' every place once instead of the messages of the few processes looked at.
  const inMessages = sql`(SELECT true FROM messages WHERE messages.tenant_id = processes.tenant_id AND messages.process_id = processes.id AND messages.search @@ ${query} LIMIT 1)`
  return { condition: sql`(processes.search @@ ${query} OR ${inMessages})`, common: true }
}

/** Processes that have the words of a text or its number; undefined for no text. */
export async function matchText(tx: Tx, ctx: Ctx, raw: string | undefined): Promise<TextMatch | undefined> {
  // A NUL can't be sent to Postgres.
  const text = raw?.replaceAll('\0', '').trim().slice(0, 300) ?? ''
  if (text === '') return undefined
  const numbers = numbersIn(ctx, text)
  const wholeNumber = numbers.length > 0 && text.length <= 24
  if (wholeNumber && !/^\d+$/.test(text)) return { condition: inArray(processes.number, numbers), common: false }
  const match = await wordsMatch(tx, text)
  return wholeNumber ? { ...match, condition: sql`(${inArray(processes.number, numbers)} OR ${match.condition})` } : match
}

/**
 * How many of the processes that fit `others` have a text that very many have. Exact where few fit the others; else how
 * many were met, and that there are more.
 */
export async function countMatches(
  tx: Tx,
  others: SQL | undefined,
  { condition }: TextMatch,
): Promise<{ readonly count: number; readonly countIsMore: boolean }> {
  const some = tx
    .select({ fits: sql<boolean>`${condition}`.as('fits') })
    .from(processes)
    .where(others)
    .limit(readToCount + 1)
    .as('some')
  const [read] = await tx.select({ all: sql<number>`count(*)::int`, fit: sql<number>`count(*) FILTER (WHERE fits)::int` }).from(some)
  const { all, fit } = read ?? { all: 0, fit: 0 }
  return { count: fit, countIsMore: all > readToCount }
}

import { and, eq } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import { intake } from '../../db/schema/message.ts'
import type { Ctx } from '../context.ts'
import { joinThread } from '../process/join-thread.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import type { LetterReader, ReadLetter } from './letter-reader.ts'

export interface IntakeDeps {
  readonly db: Database
  readonly engine: EnginePort
  readonly reader: LetterReader
}
export type IntakeRow = typeof intake.$inferSelect

/** A letter that somebody's words are taken from, with whoever they are. */
export interface Work {
  readonly deps: IntakeDeps
  readonly row: IntakeRow
  readonly letter: ReadLetter
  readonly ctx: Ctx
  /** The organization's language, for what staff alone read. */
  readonly ownLang: Lang
  readonly fileIds: readonly string[]
}

/** The form's own limit for what a person writes. */
const maxBody = 20_000

/** Shortens a text. Half an emoji is text that jsonb refuses: the letter would be tried for ever. */
export const cut = (text: string, length: number): string => text.slice(0, length).replace(/\p{Surrogate}$/u, '')

/** What a person wrote, as a message keeps it. */
export function bodyOf(text: string): string {
  const body = text.replaceAll('\u0000', '').trim()
  if (body === '') return '—'
  return body.length > maxBody ? `${cut(body, maxBody - 80)}\n\n[…] Письмо обрезано; целиком оно хранится у поддержки.` : body
}

/** Notes what became of a letter, and of which process it was. */
export async function finish(deps: IntakeDeps, row: IntakeRow, outcome: string, processId: string | null): Promise<string> {
  await deps.db.tenant(row.tenantId, (tx) =>
    tx
      .update(intake)
      .set({ status: 'done', outcome, processId })
      .where(and(eq(intake.tenantId, row.tenantId), eq(intake.id, row.id))),
  )
  return outcome
}

/** Puts words of a letter into a process's stream: of its outside party, or a note that staff alone see. */
export async function join(
  { deps, row, letter, ctx, fileIds }: Work,
  process: ProcessRow,
  kind: 'in' | 'note' = 'in',
  words: string = letter.replyText,
): Promise<string> {
  await deps.db.tenant(row.tenantId, (tx) =>
    joinThread(tx, ctx, process, {
      kind,
      channel: 'mail',
      body: bodyOf(words),
      fileIds,
      mentions: [],
      letterId: letter.messageId ?? null,
    }),
  )
  return finish(deps, row, kind === 'in' ? 'joined' : 'noted', process.id)
}

import type { Actor } from '../../domain/actor.ts'
import type { DataLine, Reading } from '../../domain/display.ts'
import type { AnyFormValues, FormProblem } from '../../domain/form.ts'
import type { Lang } from '../../domain/label.ts'
import type { LetterName } from '../../domain/letters/names.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Reach } from '../../domain/messages/ways.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import type { By } from '../audit/write.ts'
import type { ProcessRow } from './snapshot-row.ts'
import type { OrganizationRules } from '../organization/rules.ts'

/** One record, as a process's own part of it sees it. */
export interface Moved {
  readonly tx: Tx
  readonly tenantId: string
  readonly processId: string
  readonly number: string
  readonly title: string
  readonly before: Snapshot | null
  readonly after: Snapshot
  readonly name: string
  readonly form: AnyFormValues
  readonly reason: string | undefined
  readonly actor: Actor
  readonly at: Date
  readonly requestId: string
  readonly rules: OrganizationRules
  readonly contactId: string | null
}

/** Whom a letter of the process goes to, and the words the move adds to it. */
export interface LetterTo {
  /** What is known of an address and a phone: by it the message goes as a letter, an SMS or both. */
  readonly reach: Reach
  /** The receiver's IANA zone, where it is known. */
  readonly zone?: string
  readonly name: string
  readonly lang: Lang
  readonly vars: JsonObject
  /** What a letter carries; an SMS carries nothing. */
  readonly fileIds: readonly string[]
  readonly inReplyTo: string | null
}

/** A move that somebody asks for. */
export interface AskedMove {
  readonly row: ProcessRow
  readonly action: string
  readonly form: AnyFormValues
}

/** The data of a process as its page is about to show them. */
export interface ShownCard {
  readonly tx: Tx
  readonly row: ProcessRow
  readonly card: readonly DataLine[]
  readonly rules: OrganizationRules
  readonly reading: Pick<Reading, 'lang' | 'zone'>
}

/** A process that is about to begin. */
export interface Beginning {
  readonly tx: Tx
  readonly tenantId: string
  readonly snapshot: Snapshot
  readonly contactId: string | null
  readonly at: Date
  readonly by: By
  readonly rules: OrganizationRules
  /** What the move that asks for it says of why; empty of what somebody starts. */
  readonly because: string
}

/** What a kind adds to its records, inside their transaction, and to what is asked and shown of it. */
export interface KindHooks {
  /** What the organization adds to the first data of its processes. */
  given?(beginning: Pick<Beginning, 'tx' | 'tenantId'>): Promise<JsonObject>
  /** The IANA zone in whose working hours the times of whoever works on it are counted; the organization's where it has no other. */
  worksIn?(tx: Tx, tenantId: string, assigneeId: string | null): Promise<string | undefined>
  /** Takes what a start needs for itself alone, before the numbers' row that every start waits for. @throws TimeTaken, Problem */
  reserve?(beginning: Beginning): Promise<void>
  /** Writes what is the kind's own: its conversation, its tables. */
  onMove(moved: Moved): Promise<void>
  /** The receiver of a letter the record sends, or nobody. */
  letterTo(moved: Moved, letter: LetterName): Promise<LetterTo | null>
  /** The start form of the process of the same kind that the move asks for, and why; each process is followed by one at most. */
  next?(moved: Moved): { readonly form: AnyFormValues; readonly because: string } | undefined
  /** What is wrong with a move that the form alone does not show; what a record holds to is asked of it before too. */
  moveWrong?(tx: Tx, ctx: Ctx, move: AskedMove): Promise<FormProblem[]>
  /** The card of its page with what is known beside the data. */
  card?(shown: ShownCard): Promise<readonly DataLine[]>
}

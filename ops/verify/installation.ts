import type { TemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import type { PayloadKeys } from '../../connectors/engine/payload-keys.ts'
import type { AnchorStore } from '../../connectors/anchor/port.ts'
import type { Database } from '../../db/client.ts'
import type { OutboxStore } from '../../simulators/mail-outbox/store.ts'
import type { JournalLine } from './journal.ts'

/** What the invariants are checked on; opened by the command, and by tests. */
export interface Installation {
  /** Opened read-only. */
  readonly db: Database
  readonly engine: VerifiedEngine | undefined
  readonly anchors: AnchorStore | undefined
  readonly journal: readonly JournalLine[] | undefined
  /** The mail server's own log. */
  readonly outbox: OutboxStore | undefined
  /** So many letters may have arrived twice even where that is more than one in a thousand: what was done had to double them. */
  readonly lettersTwice: number
  /** Texts that must be nowhere in the engine's store. */
  readonly canaries: readonly string[]
  /** How many open histories are replayed. */
  readonly sample: number
  /** Between two looks at what seems wrong while the installation runs. */
  readonly settleMs: number
  readonly now: () => Date
}
export interface VerifiedEngine {
  readonly temporal: TemporalEngine
  readonly namespace: string
  readonly keys: PayloadKeys
}

export const noEngine = 'no --temporal-address given'

import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import { openTemporalEngine } from '../../connectors/engine/temporal-engine.ts'
import { openDatabase } from '../../db/client.ts'
import { openOutboxStore } from '../../simulators/mail-outbox/store.ts'
import type { Installation } from './installation.ts'
import { readJournal } from './journal.ts'

export interface OpenOptions {
  /** The owner's URL; what is opened can only read. */
  readonly databaseUrl: string
  readonly secret: string
  readonly oldSecrets: readonly string[]
  readonly temporalAddress: string | undefined
  readonly namespace: string
  readonly journalFile?: string | undefined
  readonly outboxDir?: string | undefined
  readonly lettersTwice?: number
  readonly anchorDir?: string | undefined
  readonly canaries?: readonly string[]
  readonly sample?: number
  readonly settleMs?: number
}

/** Every transaction of these connections is read-only, whatever it tries. */
function readOnly(databaseUrl: string): string {
  const url = new URL(databaseUrl)
  url.searchParams.set('options', '-c default_transaction_read_only=on')
  return url.toString()
}

/** Opens what is to be verified. @throws Failure when the journal can't be read */
export async function openInstallation(options: OpenOptions): Promise<Installation & { close(): Promise<void> }> {
  const { secret, oldSecrets, temporalAddress: address, namespace, journalFile, outboxDir, anchorDir } = options
  const journal = journalFile === undefined ? undefined : await readJournal(journalFile)
  const outbox = outboxDir === undefined ? undefined : await openOutboxStore(outboxDir)
  const db = openDatabase({ ownerUrl: readOnly(options.databaseUrl), secret, maxConnections: 8, onError: () => undefined })
  const keys = payloadKeys(secret, oldSecrets)
  const engine = address === undefined ? undefined : { temporal: openTemporalEngine({ address, namespace, keys }), namespace, keys }
  return {
    db,
    engine,
    anchors: anchorDir === undefined ? undefined : openAnchorFiles({ dir: anchorDir, secret, oldSecrets }),
    journal,
    outbox,
    lettersTwice: options.lettersTwice ?? 0,
    canaries: options.canaries ?? [],
    sample: options.sample ?? 50,
    settleMs: options.settleMs ?? 2_000,
    now: () => new Date(),
    close: async () => void (await Promise.all([engine?.temporal.close(), db.close()])),
  }
}

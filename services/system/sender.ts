import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '../../db/away.ts'
import { newId } from '../../db/id.ts'
import { composeLetters } from '../messages/compose.ts'
import type { Composed, DeliveryDeps, DeliveryRow } from '../messages/compose.ts'
import { endedBy, released, troubledBy } from '../messages/letter-result.ts'
import type { LetterResult } from '../messages/letter-result.ts'
import { createNotes } from '../messages/note-results.ts'
import { claimLetters, keepLetters } from './claim-letters.ts'
import { repeatEvery } from './rounds.ts'

/** Letters on the wire at once; the mail client wants as many connections. */
export const senderSlots = 12
/** Of one organization: in one claim, and on the wire before it is left out of claims. */
const ofOne = 4
const enoughOfOne = 3

const defaultLeaseMs = 20_000
const pollMs = 500
/** Between two claims while little comes: what was written meanwhile goes together. */
const spacingMs = 100
/** After a database that was away. Whoever sent a letter notes it first, though its lease may have ended. */
const awayPauseMs = 3_000
/** A stop waits so long for what is on the wire. */
const graceMs = 10_000

export interface Sender {
  /** Something may be due now. */
  wake(): void
  /** Ends after what is on the wire, at most 10 s; what was only claimed is given back. */
  stop(): Promise<void>
}

interface Held {
  readonly tenantId: string
  untilMs: number
}

/**
 * Sends the letters whose rows are due, beside any number of others like it. A letter is taken for `leaseMs`, which is
 * renewed while it is on the wire; a sender that died is missed after that. A crash after sending may send it twice, under
 * one Message-ID.
 */
export function startSender(
  deps: DeliveryDeps,
  { onError, leaseMs = defaultLeaseMs }: { readonly onError: (error: unknown) => void; readonly leaseMs?: number },
): Sender {
  const me = newId()
  const note = createNotes(deps.db, me)
  const inHand = new Map<string, Held>()
  const running = new Set<Promise<void>>()
  let stopping = false
  let woken = false
  let ring: () => void = () => undefined

  async function until(done: () => boolean, ms: number): Promise<void> {
    const endMs = performance.now() + ms
    for (let leftMs = ms; leftMs > 0 && !stopping && !done(); leftMs = endMs - performance.now()) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, leftMs)
        ring = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }

  // A quarter of the lease is left for clocks that differ and for the way to the server.
  const isMine = (id: string): boolean => Date.now() < (inHand.get(id)?.untilMs ?? 0) - leaseMs / 4

  async function tryOnce(row: DeliveryRow, letter: Composed['letter']): Promise<LetterResult> {
    if (letter instanceof Error) return isDatabaseAway(letter) ? released(row) : troubledBy(row, letter, new Date())
    // Whoever was frozen since the claim has lost it, perhaps to another.
    if (stopping || !isMine(row.id)) return released(row)
    try {
      return endedBy(row, await deps.mail.send(letter), new Date())
    } catch (error) {
      return troubledBy(row, error, new Date())
    }
  }

  async function deliver(row: DeliveryRow, letter: Composed['letter']): Promise<void> {
    try {
      await note(row.tenantId, await tryOnce(row, letter))
    } catch (error) {
      onError(error)
    } finally {
      inHand.delete(row.id)
      ring()
    }
  }

  async function deliverAll(tenantId: string, rows: readonly DeliveryRow[]): Promise<void> {
    const failed = (error: unknown): Composed[] =>
      rows.map((row) => ({ row, letter: error instanceof Error ? error : new Error(String(error)) }))
    const composed = await composeLetters(deps, tenantId, rows, new Date()).catch(failed)
    await Promise.all(composed.map(({ row, letter }) => deliver(row, letter)))
  }

  function perOrganization<T extends { readonly tenantId: string }>(all: Iterable<T>): Map<string, T[]> {
    const groups = new Map<string, T[]>()
    for (const one of all) groups.set(one.tenantId, [...(groups.get(one.tenantId) ?? []), one])
    return groups
  }

  /** Answers whether there may be more than it took. */
  async function round(): Promise<boolean> {
    const limit = senderSlots - inHand.size
    if (limit === 0) return true
    const without = [...perOrganization(inHand.values())].filter(([, own]) => own.length >= enoughOfOne).map(([tenantId]) => tenantId)
    const nowMs = Date.now()
    const untilMs = nowMs + leaseMs
    const claim = { by: me, now: new Date(nowMs), until: new Date(untilMs), limit, ofOne, without, inHand: [...inHand.keys()] }
    const rows = await claimLetters(deps.db, claim)
    const groups = perOrganization(rows)
    for (const [tenantId, own] of groups) {
      for (const row of own) inHand.set(row.id, { tenantId, untilMs })
      const work = deliverAll(tenantId, own).finally(() => running.delete(work))
      running.add(work)
    }
    return rows.length === limit || without.length > 0 || [...groups.values()].some((own) => own.length >= ofOne)
  }

  async function renew(): Promise<void> {
    const nowMs = Date.now()
    const old = [...inHand].filter(([, held]) => held.untilMs - nowMs <= (leaseMs * 3) / 4)
    if (old.length === 0) return
    const ids = old.map(([id]) => id)
    const kept = new Set(await keepLetters(deps.db, me, ids, new Date(nowMs + leaseMs)))
    for (const [id, held] of old) held.untilMs = kept.has(id) ? nowMs + leaseMs : 0
  }
  const renewal = repeatEvery(leaseMs / 4, renew, onError)

  async function run(): Promise<void> {
    while (!stopping) {
      woken = false
      const more = await round().catch((error: unknown) => {
        onError(error)
        return undefined
      })
      const half = inHand.size / 2
      if (more === undefined) await until(() => false, awayPauseMs)
      else if (more) await until(() => inHand.size <= half, pollMs)
      else {
        await until(() => false, spacingMs)
        await until(() => woken, pollMs - spacingMs)
      }
    }
  }
  const looping = run()
  async function end(): Promise<void> {
    stopping = true
    ring()
    await looping
    await Promise.race([Promise.allSettled(running), sleep(graceMs, undefined, { ref: false })])
    await renewal.stop()
  }
  let ended: Promise<void> | undefined
  return {
    wake() {
      woken = true
      ring()
    },
    stop: () => (ended ??= end()),
  }
}

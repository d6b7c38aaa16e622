import { setTimeout as sleep } from 'node:timers/promises'
import { isDatabaseAway } from '../../db/away.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import type { Channel, Composed, DeliveryRow } from '../messages/channel.ts'
import { isLate, postponed, released, troubledBy, withheld } from '../messages/letter-result.ts'
import type { LetterResult } from '../messages/letter-result.ts'
import { createNotes } from '../messages/note-results.ts'
import { claimLetters, keepLetters } from './claim-letters.ts'
import { repeatEvery } from './rounds.ts'

/** Of one organization: in one claim, and on the wire before it is left out of claims. */
const ofOne = 4
const enoughOfOne = 3

const defaultLeaseMs = 20_000
const pollMs = 500
/** Between two claims while little comes: what was written meanwhile goes together. */
const spacingMs = 100
/** After a database that was away. Whoever sent a letter notes it first, though its lease may have ended. */
const awayPauseMs = 3_000
/** After a channel's provider served nobody: at first, and at most, twice as long each time. */
const firstRestMs = 5_000
export const longestRestMs = 60_000
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

export interface SenderOptions {
  readonly onError: (error: unknown) => void
  readonly leaseMs?: number
  /** The clock, epoch milliseconds. */
  readonly now?: () => number
}

/**
 * Sends the letters of one channel whose rows are due, beside any number of others like it. A letter is taken for `leaseMs`, which is
 * renewed while it is on the wire; a sender that died is missed after that. A crash after sending may send a letter twice, under
 * one Message-ID; an SMS is asked for by its id before. Channels share nothing: one whose provider is away holds up no other.
 */
export function startSender<M>(
  db: Database,
  channel: Channel<M>,
  { onError, leaseMs = defaultLeaseMs, now = Date.now }: SenderOptions,
): Sender {
  const me = newId()
  const note = createNotes(db, me)
  const inHand = new Map<string, Held>()
  const running = new Set<Promise<void>>()
  let stopping = false
  let woken = false
  let restUntilMs = 0
  let restMs = 0
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
  const isMine = (id: string): boolean => now() < (inHand.get(id)?.untilMs ?? 0) - leaseMs / 4

  const isResting = (): boolean => now() < restUntilMs
  function rest(): void {
    // What was on the wire together fails together, and counts once.
    if (isResting()) return
    restMs = Math.min(Math.max(firstRestMs, restMs * 2), longestRestMs)
    restUntilMs = now() + restMs
  }

  async function tryOnce(row: DeliveryRow, message: Composed<M>['message']): Promise<LetterResult> {
    const at = new Date(now())
    // Nor is it kept for a morning that is too late.
    if (isLate(row, message instanceof Date ? message : at)) return withheld(row, at)
    if (message instanceof Error) return isDatabaseAway(message) ? released(row) : troubledBy(row, message, at)
    if (message instanceof Date) return postponed(row, message)
    // Whoever was frozen since the claim has lost it, perhaps to another.
    if (stopping || isResting() || !isMine(row.id)) return released(row)
    try {
      const result = await channel.send(row, message, at)
      restMs = 0
      return result
    } catch (error) {
      if (channel.isAway(error)) rest()
      return troubledBy(row, error, new Date(now()))
    }
  }

  async function deliver(row: DeliveryRow, message: Composed<M>['message']): Promise<void> {
    try {
      await note(row.tenantId, await tryOnce(row, message))
    } catch (error) {
      onError(error)
    } finally {
      inHand.delete(row.id)
      ring()
    }
  }

  async function deliverAll(tenantId: string, rows: readonly DeliveryRow[]): Promise<void> {
    const failed = (error: unknown): Composed<M>[] =>
      rows.map((row) => ({ row, message: error instanceof Error ? error : new Error(String(error)) }))
    const composed = await channel.compose(tenantId, rows, new Date(now())).catch(failed)
    await Promise.all(composed.map(({ row, message }) => deliver(row, message)))
  }

  function perOrganization<T extends { readonly tenantId: string }>(all: Iterable<T>): Map<string, T[]> {
    const groups = new Map<string, T[]>()
    for (const one of all) groups.set(one.tenantId, [...(groups.get(one.tenantId) ?? []), one])
    return groups
  }

  /** Answers whether there may be more than it took. */
  async function round(): Promise<boolean> {
    const limit = channel.slots - inHand.size
    if (limit <= 0) return true
    if (isResting()) return false
    const without = [...perOrganization(inHand.values())].filter(([, own]) => own.length >= enoughOfOne).map(([tenantId]) => tenantId)
    const nowMs = now()
    const untilMs = nowMs + leaseMs
    const claim = {
      channel: channel.name,
      by: me,
      now: new Date(nowMs),
      until: new Date(untilMs),
      limit,
      ofOne,
      without,
      inHand: [...inHand.keys()],
    }
    const rows = await claimLetters(db, claim)
    const groups = perOrganization(rows)
    for (const [tenantId, own] of groups) {
      for (const row of own) inHand.set(row.id, { tenantId, untilMs })
      const work = deliverAll(tenantId, own).finally(() => running.delete(work))
      running.add(work)
    }
    return rows.length === limit || without.length > 0 || [...groups.values()].some((own) => own.length >= ofOne)
  }

  async function renew(): Promise<void> {
    const nowMs = now()
    const old = [...inHand].filter(([, held]) => held.untilMs - nowMs <= (leaseMs * 3) / 4)
    if (old.length === 0) return
    const ids = old.map(([id]) => id)
    const kept = new Set(await keepLetters(db, me, ids, new Date(nowMs + leaseMs)))
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

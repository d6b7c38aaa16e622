import { isJsonObject } from '../../domain/json.ts'
import type { JsonObject } from '../../domain/json.ts'
import { mayLookAt } from '../../domain/limits.ts'
import { definitionOf } from '../../domain/processes.ts'
import { Problem } from '../problem.ts'
import type { Staff } from '../staff-only.ts'

/** What an open screen is told. Ids only: screens ask for what they show. */
export type LiveMessage =
  | { readonly type: 'change'; readonly processId: string; readonly kind: string; readonly seq: number }
  | { readonly type: 'notifications' }
  /** Something may have been missed: ask for everything again. */
  | { readonly type: 'refetch' }

/** Who listens, and over which session. */
export interface Listener {
  readonly tenantId: string
  readonly staff: Staff
  readonly sessionKey: string
}

export interface LiveHub {
  /**
   * Messages for one listener until `signal` aborts, its session ends (`whoNow` answers nobody) or the hub closes.
   * @throws Problem TooMany
   */
  listen(listener: Listener, whoNow: () => Promise<Staff | undefined>, signal: AbortSignal): AsyncGenerator<LiveMessage, void>
  /** What the database published. */
  receive(payload: string): void
  /** Messages may have been lost. */
  gap(): void
  readonly size: number
  close(): void
}

const maxPerSession = 12
/** A reader this far behind is told to ask for everything again instead. */
const maxWaiting = 200
const recheckMs = 15_000

interface Open extends Listener {
  staff: Staff
  push(message: LiveMessage): void
  recheck(): void
  end(): void
}

function parse(payload: string): JsonObject | undefined {
  try {
    const value: unknown = JSON.parse(payload)
    return isJsonObject(value) ? value : undefined
  } catch {
    return undefined
  }
}

/** Who had the process before the change may be told of it too: it leaves their screens. */
function mayHear({ staff }: Open, kind: string, assignees: unknown, data: unknown): boolean {
  const definition = definitionOf(kind)
  if (!definition || !Array.isArray(assignees) || !isJsonObject(data)) return false
  return assignees.some((id) => mayLookAt(definition, staff, { data, assigneeId: typeof id === 'string' ? id : null }))
}

/** Hands what one connection to the database hears to every open screen it concerns. */
export function createLiveHub(): LiveHub {
  const open = new Set<Open>()
  let closed = false

  async function* listen(
    listener: Listener,
    whoNow: () => Promise<Staff | undefined>,
    signal: AbortSignal,
  ): AsyncGenerator<LiveMessage, void> {
    if ([...open].filter((one) => one.sessionKey === listener.sessionKey).length >= maxPerSession)
      throw new Problem('TooMany', { ru: 'Открыто слишком много окон. Закройте лишние.', en: 'Too many windows are open. Close some.' })
    let waiting: LiveMessage[] = []
    let wake = (): void => undefined
    let ended = closed || signal.aborted
    let mustCheck = false
    const end = (): void => {
      ended = true
      wake()
    }
    const recheck = (): void => {
      mustCheck = true
      wake()
    }
    const push = (message: LiveMessage): void => {
      if (waiting.length >= maxWaiting) waiting = [{ type: 'refetch' }]
      else waiting.push(message)
      wake()
    }
    const me: Open = { ...listener, push, recheck, end }
    open.add(me)
    signal.addEventListener('abort', end, { once: true })
    const timer = setInterval(recheck, recheckMs)
    try {
      while (!ended) {
        if (mustCheck) {
          mustCheck = false
          const staff = await whoNow()
          if (!staff) return
          me.staff = staff
        }
        const next = waiting.shift()
        if (next) yield next
        else if (!mustCheck)
          await new Promise<void>((resolve) => {
            wake = resolve
            if (ended || mustCheck || waiting.length > 0) resolve()
          })
      }
    } finally {
      clearInterval(timer)
      signal.removeEventListener('abort', end)
      open.delete(me)
    }
  }

  return {
    listen,
    receive(payload) {
      const { t, p, k, s, a, d, u, e } = parse(payload) ?? {}
      for (const one of open) {
        if (one.tenantId !== t && e !== 1) continue
        if (typeof p === 'string' && typeof k === 'string' && typeof s === 'number') {
          if (mayHear(one, k, a, d)) one.push({ type: 'change', processId: p, kind: k, seq: s })
        } else if (u === one.staff.id && e === 1) one.recheck()
        else if (u === one.staff.id) one.push({ type: 'notifications' })
      }
    },
    gap() {
      for (const one of open) one.push({ type: 'refetch' })
    },
    get size() {
      return open.size
    },
    close() {
      closed = true
      for (const one of open) one.end()
    },
  }
}

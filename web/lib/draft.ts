import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile, unwrap } from 'solid-js/store'
import { newId } from './new-id.ts'
import { draftOwner } from './owner.ts'
import { dropStored, readStored, store } from './stored.ts'

export type DraftValues = Record<string, string | number | boolean | readonly string[]>
interface Kept {
  readonly values: DraftValues
  readonly requestId: string
}

const keysOf = (owner: string | undefined): string => `vekha.draft.${owner === undefined ? '' : `${owner}.`}`
const keyOf = (place: string): string => keysOf(draftOwner()) + place
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)
/** True for what a field of a draft may hold. */
export const isValue = (value: unknown): value is DraftValues[string] =>
  ['string', 'number', 'boolean'].includes(typeof value) || (Array.isArray(value) && value.every((item) => typeof item === 'string'))

function readDraft(key: string): Kept | undefined {
  const text = readStored(key)
  if (text === undefined) return undefined
  try {
    const parsed: unknown = JSON.parse(text)
    if (!isRecord(parsed) || !isRecord(parsed['values']) || typeof parsed['requestId'] !== 'string') return undefined
    const values: DraftValues = {}
    for (const [name, value] of Object.entries(parsed['values'])) if (isValue(value)) values[name] = value
    return { values, requestId: parsed['requestId'] }
  } catch {
    return undefined
  }
}

export interface Draft {
  readonly values: DraftValues
  readonly set: (name: string, value: DraftValues[string] | undefined) => void
  /** The id every attempt to send this content carries, so that a repeat after an unclear answer changes nothing twice. */
  readonly requestId: () => string
  /** A definite no: what is sent next is another request. */
  readonly renew: () => void
  /** Forgets the draft: it was sent and confirmed, or the person threw it away. */
  readonly clear: () => void
  readonly restored: boolean
}

let dropped = 0
/** Forgets every draft of somebody, as when they sign out; forms that are open keep nothing more. */
export function dropDrafts(owner: string): void {
  dropped += 1
  dropStored(keysOf(owner))
}

/** Puts words where the form of the place will find them. */
export const writeDraft = (place: string, values: DraftValues): void => store(keyOf(place), JSON.stringify({ values, requestId: newId() }))

/**
 * Values of a form kept in this browser by place (process and action) through reload, refusal and a lost
 * connection. Changing a value after a sending makes a new request id: other content is another request.
 */
export function createDraft(place: string, initial: DraftValues = {}): Draft {
  // Taken once: whoever signs in next must not inherit what is written as this form goes.
  const key = keyOf(place)
  const kept = readDraft(key)
  const [values, setValues] = createStore<DraftValues>({ ...initial, ...kept?.values })
  const [requestId, setRequestId] = createSignal(kept?.requestId ?? newId())
  const [version, setVersion] = createSignal(0)
  const write = (): void => store(key, JSON.stringify({ values: unwrap(values), requestId: requestId() }))
  let timer: ReturnType<typeof setTimeout> | undefined
  const born = dropped
  let cleared = false
  createEffect(
    on(
      version,
      () => {
        clearTimeout(timer)
        timer = setTimeout(write, 250)
      },
      { defer: true },
    ),
  )
  const flush = (): void => {
    if (timer !== undefined && !cleared && born === dropped) write()
  }
  window.addEventListener('pagehide', flush)
  onCleanup(() => {
    window.removeEventListener('pagehide', flush)
    clearTimeout(timer)
    flush()
  })
  return {
    values,
    set: (name, value) => {
      cleared = false
      const next: DraftValues = { ...unwrap(values) }
      if (value === undefined) delete next[name]
      else next[name] = value
      setValues(reconcile(next))
      setRequestId(newId())
      setVersion((held) => held + 1)
    },
    requestId,
    renew: () => {
      setRequestId(newId())
      setVersion((held) => held + 1)
    },
    clear: () => {
      cleared = true
      clearTimeout(timer)
      timer = undefined
      store(key, undefined)
      setValues(reconcile({ ...initial }))
      setRequestId(newId())
    },
    restored: kept !== undefined,
  }
}

import { createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { say, t } from '../../lib/i18n.ts'
import { newId } from '../../lib/new-id.ts'
import { showToast } from '../../ui/toast.tsx'
import { kindOf } from '../kinds.ts'
import { readProcess } from '../process/process-source.ts'
import { deliver, dropHeldFiles } from './deliver.ts'
import type { UnsentAct } from './shelf.ts'
import { openShelf } from './shelf.ts'
import { traveller } from './traveller.ts'

const channelName = 'vekha.unsent'
const firstPauseMs = 3_000
const longestPauseMs = 60_000

const [held, setUnsent] = createSignal<readonly UnsentAct[]>([])
const channel = typeof BroadcastChannel === 'undefined' ? undefined : new BroadcastChannel(channelName)

/** What the person asked for and the server has not confirmed, in the order of asking. */
export const unsent = held

const definitionOf = (item: UnsentAct) => kindOf(item.kind)?.states[item.state]?.actions?.[item.action]
/** The action as its button says it. */
export const actionOf = (item: UnsentAct): string => {
  const label = definitionOf(item)?.label
  return label === undefined ? item.action : say(label)
}

async function stored(): Promise<readonly UnsentAct[]> {
  const owner = traveller()?.key
  if (owner === undefined) return []
  const shelf = await openShelf()
  return (await shelf.getAllFromIndex('unsent', 'owner', owner)).toSorted((one, other) => one.madeAt - other.madeAt)
}

async function reload(): Promise<void> {
  setUnsent(await stored())
}
async function changed(): Promise<void> {
  await reload()
  channel?.postMessage('changed')
}
channel?.addEventListener('message', () => void reload().catch(() => undefined))

async function write(item: UnsentAct): Promise<void> {
  const shelf = await openShelf()
  await shelf.put('unsent', item)
  await changed()
}
async function remove(item: UnsentAct): Promise<void> {
  const shelf = await openShelf()
  await shelf.delete('unsent', item.requestId)
  await changed()
}

/** Done at `seq`, which is what the requests that follow it in the same process have seen. */
async function settle(item: UnsentAct, seq: number): Promise<void> {
  const following = (await stored()).filter((one) => one.processId === item.processId && one.requestId !== item.requestId)
  const shelf = await openShelf()
  const change = shelf.transaction('unsent', 'readwrite')
  await Promise.all([change.store.delete(item.requestId), ...following.map((one) => change.store.put({ ...one, seen: seq })), change.done])
  await changed()
}

type Outcome = 'done' | 'refused' | 'later'

/** A step that asked nothing and has come about without it (by time, by a colleague) is done. */
async function happenedAlready(item: UnsentAct): Promise<number | undefined> {
  if (Object.keys(item.form).length > 0 || item.reason !== undefined) return undefined
  const now = await readProcess(item.processId)
  return now.state !== item.state && now.state === definitionOf(item)?.to ? now.seq : undefined
}

async function send(item: UnsentAct): Promise<Outcome> {
  const { processId: id, action, form, reason, requestId, seen } = item
  try {
    const answer = await deliver({ id, action, form, requestId, seen, ...(reason === undefined ? {} : { reason }) })
    await settle(item, answer.seq)
    showToast(t('unsent.arrived', { action: actionOf(item), number: item.number }), 'ok')
    return 'done'
  } catch (error) {
    const failure = failureOf(error)
    if (['offline', 'notConfirmed', 'signedOut', 'tooMany', 'broken'].includes(failure.kind)) return 'later'
    const seq = await happenedAlready(item).catch(() => undefined)
    if (seq === undefined) {
      await write({ ...item, refused: failure })
      return 'refused'
    }
    await settle(item, seq)
    return 'done'
  }
}

/** Sends what waits, each process in its own order. False when something has to wait for better times. */
async function sendWaiting(): Promise<boolean> {
  const stopped = new Set<string>()
  for (;;) {
    // Read anew each time: what was sent has changed what follows it.
    const next = (await stored()).find((item) => !stopped.has(item.processId))
    if (next === undefined) return true
    const outcome = next.refused === undefined ? await send(next) : 'refused'
    if (outcome === 'later') return false
    if (outcome === 'refused') stopped.add(next.processId)
  }
}

let timer: ReturnType<typeof setTimeout> | undefined
let pauseMs = firstPauseMs
let sending: Promise<void> | undefined

/** One tab of the browser sends; the others are told. */
const alone = (work: () => Promise<void>): Promise<void> =>
  navigator.locks === undefined ? work() : navigator.locks.request(channelName, work)

function sendSoon(): Promise<void> {
  clearTimeout(timer)
  sending ??= alone(async () => {
    const all = await sendWaiting()
    pauseMs = all ? firstPauseMs : Math.min(pauseMs * 2, longestPauseMs)
    if (!all) timer = setTimeout(() => void sendSoon(), pauseMs)
  })
    .catch(() => undefined)
    .finally(() => {
      sending = undefined
    })
  return sending
}

/** Puts a request aside to be sent when there is a network, by this page or by one opened later. @throws when the browser has no room */
export async function putAside(item: UnsentAct): Promise<void> {
  await write(item)
  void sendSoon()
}

/** Sends what was refused as a new request, made by whoever has seen `seen` of the process. */
export async function sendAnyway(item: UnsentAct, seen: number): Promise<void> {
  const { refused: _, ...rest } = item
  const shelf = await openShelf()
  const change = shelf.transaction('unsent', 'readwrite')
  const again = change.store.put({ ...rest, requestId: newId(), seen })
  await Promise.all([change.store.delete(item.requestId), again, change.done])
  await changed()
  await sendSoon()
}

/** Forgets a request. `files`: its pictures too, unless a draft goes on with them. */
export async function throwAway(item: UnsentAct, files: boolean): Promise<void> {
  if (files) await dropHeldFiles(item.form)
  await remove(item)
  void sendSoon()
}

/** Sends what was left by earlier pages, and again whenever the network comes back. Returns how to stop. */
export function startSending(): () => void {
  const wake = (): void => void sendSoon()
  void reload().then(wake, () => undefined)
  window.addEventListener('online', wake)
  document.addEventListener('visibilitychange', wake)
  return () => {
    clearTimeout(timer)
    setUnsent([])
    window.removeEventListener('online', wake)
    document.removeEventListener('visibilitychange', wake)
  }
}

import type { IDBPDatabase } from 'idb'
import { createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import type { DayList } from '../calendar/calendar-source.ts'
import type { InboxPage } from '../inbox/inbox-source.ts'
import type { History } from '../process/process-source.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import type { Me } from '../session/session-source.ts'
import { databases } from './databases.ts'
import { traveller } from './traveller.ts'

const [shownAt, setKeptAt] = createSignal<number>()
/** When what is on the screen was read, epoch milliseconds, while there is no network; otherwise undefined. */
export const keptAt = shownAt

/** Names this program: the address of its first script changes with any of its parts, and another one may understand other answers. */
const build = document.querySelector<HTMLScriptElement>('script[type="module"]')?.src ?? ''

interface Answers {
  readonly me: Me
  readonly process: ProcessDetail
  readonly history: History
  readonly inbox: InboxPage
  readonly day: DayList
}
type AnswerName = keyof Answers
/** An answer as it was read at `at`, epoch milliseconds. */
interface Kept<Answer> {
  readonly at: number
  readonly build: string
  readonly answer: Answer
}
type Shelf = { readonly [Name in AnswerName]: { readonly key: string; readonly value: Kept<Answers[Name]> } }

const names = ['me', 'process', 'history', 'inbox', 'day'] as const

let opened: Promise<IDBPDatabase<Shelf>> | undefined
async function openShelf(): Promise<IDBPDatabase<Shelf>> {
  const openDB = await databases()
  opened ??= new Promise((resolve, reject) => {
    const opening = openDB<Shelf>('vekha.kept', 2, {
      upgrade(db) {
        for (const name of names) if (!db.objectStoreNames.contains(name)) db.createObjectStore(name)
      },
      // Another tab, of the program before this one, holds it as it was: nothing waits for that tab to be closed.
      blocked: () => reject(new Error('Another tab holds what is kept without a network: close it')),
      // Nor is this tab to be waited for by the program after it.
      blocking(_version, _wanted, { target }) {
        if (target instanceof IDBDatabase) target.close()
        opened = undefined
      },
      terminated() {
        opened = undefined
      },
    })
    void opening.then((shelf) => {
      opened = opening
      resolve(shelf)
    }, reject)
  })
  return opened
}

async function keep<Name extends AnswerName>(name: Name, key: string, answer: Answers[Name]): Promise<void> {
  const shelf = await openShelf()
  await shelf.put(name, { at: Date.now(), build, answer }, key)
}

async function find<Name extends AnswerName>(name: Name, key: string): Promise<Answers[Name] | undefined> {
  const shelf = await openShelf()
  const found = await shelf.get(name, key)
  if (found === undefined || found.build !== build) return undefined
  setKeptAt(found.at)
  return found.answer
}

/** Keeps who is signed in, so that they get in without a network. */
export const keepMe = (me: Me): Promise<void> => keep('me', 'me', me).catch(() => undefined)
/** Who was signed in last. */
export const findMe = (): Promise<Me | undefined> => find('me', 'me').catch(() => undefined)
/** Forgets every answer: whoever it was read for is not signed in any more. */
export async function forgetKept(): Promise<void> {
  const shelf = await openShelf()
  await Promise.all(names.map((name) => shelf.clear(name)))
}

/** Asks the server and keeps its answer for whoever is on the road; without a network answers what was kept. */
export async function readOrKept<Name extends Exclude<AnswerName, 'me'>>(
  name: Name,
  of: string,
  read: () => Promise<Answers[Name]>,
): Promise<Answers[Name]> {
  const owner = traveller()?.key
  if (owner === undefined) return read()
  const key = `${owner}.${of}`
  try {
    const answer = await read()
    setKeptAt(undefined)
    void keep(name, key, answer).catch(() => undefined)
    return answer
  } catch (error) {
    if (failureOf(error).kind !== 'offline') throw error
    const found = await find(name, key).catch(() => undefined)
    if (found === undefined) throw error
    return found
  }
}

import type { DBSchema, IDBPDatabase } from 'idb'
import type { DraftValues } from '../../lib/draft.ts'
import type { Failure } from '../../lib/failure.ts'
import { databases } from './databases.ts'

/** An action that was asked for and is not confirmed yet. */
export interface UnsentAct {
  readonly requestId: string
  readonly owner: string
  readonly madeAt: number
  readonly processId: string
  readonly kind: string
  readonly number: string
  readonly title: string
  /** The state on the screen as it was asked for. */
  readonly state: string
  readonly seen: number
  readonly action: string
  readonly form: DraftValues
  readonly reason?: string
  /** Why the server said no; without it the request still waits to be sent. */
  readonly refused?: Failure
}
/** A picture that waits to be uploaded; forms name it by `id`, as they would the uploaded one. */
export interface HeldFile {
  readonly id: string
  readonly owner: string
  readonly file: File
  /** Its id at the server, once it is there: a repeated request must name the same one. */
  readonly uploadedId?: string
}

/** What waits to be sent. */
interface Shelf extends DBSchema {
  readonly unsent: { readonly key: string; readonly value: UnsentAct; readonly indexes: { readonly owner: string } }
  readonly files: { readonly key: string; readonly value: HeldFile; readonly indexes: { readonly owner: string } }
}
const stores = ['unsent', 'files'] as const

let opened: Promise<IDBPDatabase<Shelf>> | undefined

/** Where this browser keeps what a person on the road has not sent yet. @throws where it keeps nothing (some private windows) */
export async function openShelf(): Promise<IDBPDatabase<Shelf>> {
  const openDB = await databases()
  opened ??= openDB<Shelf>('vekha.unsent', 1, {
    upgrade(db) {
      db.createObjectStore('unsent', { keyPath: 'requestId' }).createIndex('owner', 'owner')
      db.createObjectStore('files', { keyPath: 'id' }).createIndex('owner', 'owner')
    },
    terminated() {
      opened = undefined
    },
  })
  return opened
}

/** Forgets everything that somebody has not sent. */
export async function clearShelf(owner: string): Promise<void> {
  const shelf = await openShelf()
  for (const name of stores) for (const key of await shelf.getAllKeysFromIndex(name, 'owner', owner)) await shelf.delete(name, key)
}

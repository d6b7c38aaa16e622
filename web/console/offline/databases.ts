import type { openDB } from 'idb'

/** How to open what this browser keeps. The library comes with the first need of it, which no screen waits for. @throws when it cannot be had */
export async function databases(): Promise<typeof openDB> {
  const library = await import('idb')
  return library.openDB
}

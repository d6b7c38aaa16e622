import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's root. */
export const rootDir = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything a start keeps: database, engine state, secret, letters. `VEKHA_DATA`, else `.data` in the clone. */
export function dataDir(): string {
  return process.env.VEKHA_DATA ? resolve(process.env.VEKHA_DATA) : join(rootDir, '.data')
}

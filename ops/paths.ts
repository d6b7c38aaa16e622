import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The clone's root. */
export const rootDir = dirname(dirname(fileURLToPath(import.meta.url)))

/** Everything a start keeps: database, engine state, secret, letters. */
export const dataDir = join(rootDir, '.data')

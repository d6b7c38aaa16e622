import { z } from 'zod'
import { migrate } from '../../db/migrate.ts'
import { ensureEngineDatabases } from './engine-databases.ts'
import { oneShot } from './one-shot.ts'

// Before anything else of an installation starts, and again at every upgrade: repeating it changes nothing.

const missing = 'is missing'
const names = z.object({
  DATABASE_URL: z.string(missing),
  VEKHA_SECRET: z.string(missing).min(32, 'must have at least 32 characters'),
  SQL_USER: z.string(missing).min(1, missing),
  SQL_PASSWORD: z.string(missing).min(1, missing),
})

await oneShot(names, async ({ DATABASE_URL: ownerUrl, VEKHA_SECRET: secret, SQL_USER: user, SQL_PASSWORD: password }) => {
  await migrate({ ownerUrl, secret })
  await ensureEngineDatabases(ownerUrl, { user, password })
})

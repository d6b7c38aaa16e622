import { asc } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { inMemory } from '../../services/files/incoming-file.ts'
import { fileChunks, files } from '../../db/schema/message.ts'
import { writeFile } from '../../services/files/write-file.ts'
import { removeUnsentFiles } from '../../services/system/unsent-files.ts'
import { testDatabase } from '../support/database.ts'
import type { TestDatabase } from '../support/database.ts'
import { makeOrganization } from '../support/stack.ts'

let database: TestDatabase
let db: Database
beforeAll(async () => {
  database = await testDatabase()
  db = openDatabase({ ownerUrl: database.ownerUrl, secret: database.secret, maxConnections: 2, onError: () => undefined })
})
afterAll(async () => {
  await db.close()
  await database.drop()
})

const dayMs = 86_400_000

test('only what was uploaded long ago and never sent goes, with its bytes', async () => {
  const org = await makeOrganization(db)
  const now = new Date()
  const keep = (name: string, ageDays: number, more: { readonly processId?: string; readonly uploadedBy?: string } = {}) =>
    db.tenant(org.id, (tx) =>
      writeFile(tx, {
        id: newId(),
        tenantId: org.id,
        processId: more.processId ?? null,
        messageId: null,
        name,
        contentType: 'text/plain',
        inline: false,
        contentId: null,
        uploadedBy: more.uploadedBy ?? newId(),
        at: new Date(now.getTime() - ageDays * dayMs),
        content: inMemory(Buffer.from(name)),
      }),
    )
  await keep('forgotten', 8)
  await keep('being filled in', 6)
  await keep('letter.eml', 400, { uploadedBy: 'mail' })
  await keep('sent', 400, { processId: newId() })
  expect(await removeUnsentFiles(db, now)).toBe(1)
  expect(await removeUnsentFiles(db, now)).toBe(0)
  const left = await db.tenant(org.id, (tx) => tx.select().from(files).orderBy(asc(files.name)))
  expect(left.map((file) => file.name)).toEqual(['being filled in', 'letter.eml', 'sent'])
  expect(await db.tenant(org.id, (tx) => tx.$count(fileChunks))).toBe(3)
})

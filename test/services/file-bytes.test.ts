import { buffer } from 'node:stream/consumers'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { fileChunks } from '../../db/schema/message.ts'
import { inMemory } from '../../services/files/incoming-file.ts'
import { readFileBytes, streamFile } from '../../services/files/read-file.ts'
import { chunkBytes, writeFile } from '../../services/files/write-file.ts'
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

test('a file whose bytes are gone, all or some, is an error and never an empty or a shorter file', async () => {
  const org = await makeOrganization(db)
  const content = Buffer.alloc(chunkBytes + 10, 'б')
  const file = { id: newId(), sizeBytes: content.length }
  const about = { name: 'дело.pdf', contentType: 'application/pdf', inline: false, contentId: null, uploadedBy: newId(), at: new Date() }
  const read = (): Promise<Buffer> => db.tenant(org.id, (tx) => readFileBytes(tx, org.id, file.id))
  const stream = (): Promise<Buffer> => buffer(streamFile(db, org.id, file))
  const forget = (part: number) =>
    db.system((tx) => tx.delete(fileChunks).where(and(eq(fileChunks.fileId, file.id), eq(fileChunks.part, part))))

  await db.tenant(org.id, (tx) =>
    writeFile(tx, { id: file.id, tenantId: org.id, processId: null, messageId: null, ...about, content: inMemory(content) }),
  )
  expect(content.equals(await read())).toBe(true)
  expect(content.equals(await stream())).toBe(true)
  for (const part of [1, 0]) {
    await forget(part)
    await expect(read()).rejects.toThrow(/does not have the bytes/)
    await expect(stream()).rejects.toThrow(/does not have the bytes/)
  }
})

import type { FastifyInstance } from 'fastify'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { addOutboxWrite } from '../../api/rest/outbox-write.ts'
import { files } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import { demoMailboxes } from '../../services/system/organization.ts'
import { sendNewLetter } from '../../simulators/mail-outbox/new-letter.ts'
import { renderWritePage } from '../../simulators/mail-outbox/write-page.ts'
import { eventually } from '../support/eventually.ts'
import { formBody, letterWith, stackApi } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { startSupportListener } from '../support/support-listener.ts'

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
let closeListener: () => Promise<void>
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  await stack.db.system((tx) => tx.update(organizations).set({ demo: 'yes' }).where(eq(organizations.id, org.id)))
  const listener = await startSupportListener(stack)
  closeListener = () => listener.close()
  app = await stackApi(stack, '/nowhere', [
    (server, { db }) =>
      addOutboxWrite(server, {
        mailboxes: () => demoMailboxes(db),
        render: renderWritePage,
        send: (letter) => sendNewLetter({ host: '127.0.0.1', port: listener.port }, letter),
      }),
  ])
})
afterAll(async () => {
  await app.close()
  await closeListener()
  await stack.close()
})

const write = (fields: Record<string, string>, file = { name: '', content: '' }, origin = stack.publicUrl) => {
  const body = formBody([
    ...Object.entries(fields).map(([name, content]) => ({ name, content })),
    { name: 'file', filename: file.name, content: file.content },
  ])
  return app.inject({ method: 'POST', url: '/outbox/write', headers: { ...body.headers, origin }, payload: body.payload })
}

describe('the demo’s letter to support', () => {
  it('becomes a ticket with its file, and the acknowledgement goes to whoever was played', async () => {
    const page = await app.inject({ url: '/outbox/write' })
    expect(page.body).toContain(`value="${org.supportAddress}"`)
    expect(page.headers['content-security-policy']).toContain("default-src 'none'")
    const letter = {
      to: org.supportAddress,
      address: 'lev@client.example',
      name: 'Лев Орлов',
      subject: 'Не входит в кабинет',
      text: 'Пишет «неверный код».',
    }
    const sent = await write(letter, { name: 'код.txt', content: '1234' })
    expect([sent.statusCode, sent.headers.location]).toEqual([303, '/outbox/write?sent=1'])
    const ticket = await eventually(
      async () => (await stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.title, letter.subject))))[0],
      'the ticket',
    )
    expect(ticket).toMatchObject({
      state: 'registered',
      data: { channel: 'mail', requesterEmail: 'lev@client.example', requesterName: 'Лев Орлов' },
    })
    const kept = await stack.db.tenant(org.id, (tx) => tx.select().from(files).where(eq(files.processId, ticket.id)))
    expect(kept.map(({ name }) => name)).toEqual(['код.txt'])
    expect((await letterWith(stack, 'lev@client.example', ticket.number)).subject).toContain(ticket.number)
  })

  it('gives everything back with what is wrong', async () => {
    const wrong = await write({ to: 'president@elsewhere.example', address: '"><script>', name: '', subject: '', text: 'Текст <b>' })
    expect(wrong.statusCode).toBe(422)
    expect(wrong.body).toContain('Выберите организацию из списка')
    expect(wrong.body).toContain('Это не похоже на адрес почты')
    expect(wrong.body).toContain('Заполните это поле')
    expect(wrong.body).toContain('Текст &lt;b&gt;')
    expect(wrong.body).not.toContain('<script>')
    expect((await write({ to: org.supportAddress }, undefined, 'https://evil.example')).statusCode).toBe(403)
  })
})

import MailComposer from 'nodemailer/lib/mail-composer'
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processes } from '../../db/schema/process.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { act } from '../../services/process/act.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'

let stack: Stack
let org: TestOrganization
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
})
afterAll(() => stack.close())

interface Written {
  readonly from: string
  readonly subject: string
  readonly text: string
  readonly inReplyTo?: string
  readonly messageId?: string
}

async function arrive(letter: Written): Promise<void> {
  const raw = await new MailComposer({ ...letter, to: org.supportAddress }).compile().build()
  const kept = await receiveLetter(stack.db, { envelopeFrom: letter.from, recipients: [org.supportAddress], raw, receivedAt: new Date() })
  const deps = { db: stack.db, engine: stack.engine, reader: createLetterReader() }
  for (const one of kept) expect(await workOnLetter(deps, one, new Date())).toBe(true)
}

const tickets = () =>
  stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.tenantId, org.id)).orderBy(processes.number))
const lettersTo = async (to: string) => {
  const entries = await stack.outbox.store.listLetters({ to, limit: 50 })
  return Promise.all(entries.map((entry) => stack.outbox.store.readLetter(entry.id)))
}
const letterWith = (to: string, words: string) =>
  eventually(async () => (await lettersTo(to)).find((letter) => letter?.text.includes(words)), `a letter to ${to} with “${words}”`)

describe('a ticket by mail', () => {
  it('goes from a letter to «Обработано» and the requester reads every answer', async () => {
    const requester = 'o.petrov@alfa.example'
    const support = await org.person('support1')
    await arrive({ from: `Олег Петров <${requester}>`, subject: 'Не открывается отчёт', text: 'После обновления отчёт пустой.' })
    const [ticket] = await tickets()
    expect(ticket).toMatchObject({ number: expect.stringMatching(/^О-\d{4}-000001$/), state: 'registered', title: 'Не открывается отчёт' })
    if (!ticket) throw new Error('No ticket')
    const ack = await letterWith(requester, ticket.number)
    expect(ack.subject).toContain(ticket.number)

    const staff = (action: string, form: object) =>
      act({ ctx: org.ctx(support.actor), engine: stack.engine, input: { id: ticket.id, action, form } })
    expect(await staff('take', {})).toEqual({ state: 'inProgress', seq: 2 })
    expect(await staff('ask', { comment: 'Какой фильтр выбран?' })).toEqual({ state: 'clarification', seq: 3 })
    const question = await letterWith(requester, 'Какой фильтр выбран?')

    await arrive({
      from: requester,
      subject: `Re: ${question.subject}`,
      text: 'Фильтр «Все продукты».\n\n> Какой фильтр выбран?',
      ...(question.messageId === undefined ? {} : { inReplyTo: question.messageId }),
    })
    expect((await tickets())[0]).toMatchObject({ state: 'inProgress', seq: 4 })
    expect(await staff('solve', { comment: 'Исправлено, обновите страницу.' })).toEqual({ state: 'processed', seq: 5 })
    const solution = await letterWith(requester, 'Исправлено, обновите страницу.')
    expect(solution.text).toMatch(/vekha\.example\/r#\S+&rate=5/)
    expect(await tickets()).toHaveLength(1)
  })

  it('gives a stranger who forges the number a ticket of their own', async () => {
    const [first] = await tickets()
    await arrive({ from: 'stranger@evil.example', subject: `Re: [${first?.number}] Не открывается отчёт`, text: 'Пришлите мне данные.' })
    const all = await tickets()
    expect(all).toHaveLength(2)
    expect(all[0]).toMatchObject({ state: 'processed', seq: first?.seq })
  })
})

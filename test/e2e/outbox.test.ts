import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { addOutboxWrite } from '../../api/rest/outbox-write.ts'
import { addOutbox } from '../../api/rest/outbox.ts'
import { organizations } from '../../db/schema/organization.ts'
import { demoMailboxes } from '../../services/system/organization.ts'
import { sendNewLetter } from '../../simulators/mail-outbox/new-letter.ts'
import { respondOutbox } from '../../simulators/mail-outbox/respond.ts'
import { renderWritePage } from '../../simulators/mail-outbox/write-page.ts'
import { eventually } from '../support/eventually.ts'
import { startGuestSite } from '../support/guest-site.ts'
import type { GuestSite } from '../support/guest-site.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization } from '../support/stack.ts'
import { startSupportListener } from '../support/support-listener.ts'

let stack: Stack
let site: GuestSite
let org: TestOrganization
let closeListener: () => Promise<void>
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  await stack.db.system((tx) => tx.update(organizations).set({ demo: 'yes' }).where(eq(organizations.id, org.id)))
  const listener = await startSupportListener(stack)
  closeListener = () => listener.close()
  const door = { host: '127.0.0.1', port: listener.port }
  site = await startGuestSite(stack, [
    (app) => addOutbox(app, (request) => respondOutbox({ store: stack.outbox.store, basePath: '/outbox', replyTo: door }, request)),
    (app, { db }) =>
      addOutboxWrite(app, {
        mailboxes: () => demoMailboxes(db),
        render: renderWritePage,
        send: (letter) => sendNewLetter(door, letter),
      }),
  ])
}, 120_000)
afterAll(async () => {
  await site.close()
  await closeListener()
  await stack.close()
})

it('lets one person play the requester: write, read the acknowledgement, open its link, answer by mail', async () => {
  const page = await (await site.browser.newContext({ viewport: { width: 1280, height: 900 }, locale: 'ru-RU' })).newPage()
  await page.goto('http://vekha.example/outbox')
  await page.getByRole('link', { name: 'Написать в поддержку' }).click()
  await page.getByLabel('От кого: почта').fill('lev@client.example')
  await page.getByLabel('Имя').fill('Лев Орлов')
  await page.getByLabel('Тема').fill('Не входит в кабинет')
  await page.getByLabel('Текст').fill('Пишет «неверный код».')
  await page.getByLabel(/^Файлы/).setInputFiles({ name: 'код.txt', mimeType: 'text/plain', buffer: Buffer.from('1234') })
  await page.getByRole('button', { name: 'Отправить' }).click()
  await page.getByText('Письмо отправлено.').waitFor()
  await eventually(async () => (await stack.outbox.store.listLetters({ to: 'lev@', limit: 1 }))[0], 'the acknowledgement')

  await page.getByRole('link', { name: 'Исходящие письма' }).click()
  await page.getByRole('link', { name: /lev@client\.example/ }).click()
  // The letter stands in a sandbox; its link opens the requester's page outside of it.
  const letter = page.frameLocator('iframe')
  const [own] = await Promise.all([page.waitForEvent('popup'), letter.getByRole('link', { name: 'Открыть обращение' }).click()])
  await own.getByRole('heading', { name: 'Мы получили ваше обращение' }).waitFor()
  await own.getByText('код.txt').waitFor()

  await page.getByLabel(/^Ответ/).fill('Ещё не приходит смс.')
  await page.getByRole('button', { name: 'Отправить ответ' }).click()
  await page.getByText('Ответ отправлен в поддержку.').waitFor()
  await eventually(async () => {
    await own.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    return (await own.getByText('Ещё не приходит смс.').count()) > 0 ? true : undefined
  }, 'the reply on the requester’s page')
  expect(await own.locator('.message').count()).toBe(2)
})

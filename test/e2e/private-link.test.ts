import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { isJsonObject } from '../../domain/json.ts'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { ticketForm } from '../api/rights.ts'
import { tokenIn } from '../support/requester.ts'

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite()
}, 120_000)
afterAll(() => site.close())

test('support replaces a private link after a question: the open page of whoever has it ends, and a letter brings another', async () => {
  const { db } = site.stack
  const desk = await openDeskOf(site, await makePerson(db, [await makeOrganization(db)], ['support1']))
  const requesterEmail = `leak.${newId()}@client.example`
  const started = await call(desk, site, 'process.start', { kind: 'ticket', requestId: newId(), input: { ...ticketForm, requesterEmail } })
  const number = isJsonObject(started) ? String(started['number']) : ''
  const token = tokenIn(await site.letterWith(requesterEmail, number))
  const stranger = await (await site.browser.newContext({ locale: 'ru-RU' })).newPage()
  await stranger.goto(`${site.url}/r#${token}`)
  await stranger.getByText(ticketForm.subject).first().waitFor()

  const page = await desk.open(`/p/${encodeURIComponent(number)}`)
  const card = page.locator('section.card', { has: page.getByRole('heading', { name: 'Личная ссылка' }) })
  await card.getByText(requesterEmail).waitFor()
  await card.getByText('впервые открыта').waitFor()
  await card.getByRole('button', { name: 'Отозвать ссылку' }).click()
  const dialog = page.getByRole('dialog', { name: 'Отозвать ссылку' })
  await expectSound(page, 'the question before a revocation')
  await dialog.getByRole('button', { name: 'Отмена' }).click()
  await card.getByRole('button', { name: 'Отозвать ссылку' }).click()
  await dialog.getByRole('button', { name: 'Отозвать и выслать новую' }).click()
  await page.getByText(`Ссылка отозвана; новая уходит на ${requesterEmail}`).waitFor()

  await stranger.reload()
  await stranger.getByText('Ссылка не открывается').first().waitFor()
  expect(await stranger.getByText(ticketForm.subject).count()).toBe(0)

  const fresh = tokenIn(await site.letterWith(requesterEmail, 'We have replaced your private link'))
  const requester = await (await site.browser.newContext({ locale: 'ru-RU' })).newPage()
  await requester.goto(`${site.url}/r#${fresh}`)
  await requester.getByText(ticketForm.subject).first().waitFor()
  expect(desk.complaints).toEqual([])
}, 60_000)

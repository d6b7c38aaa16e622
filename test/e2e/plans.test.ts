import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
let manager: Desk
let phone: Desk
beforeAll(async () => {
  site = await startConsoleSite({ workers: false })
  const org = await makeOrganization(site.stack.db)
  const rep = await makePerson(site.stack.db, [org], ['rep'], 'Ирина Своя')
  manager = await openDeskOf(site, await makePerson(site.stack.db, [org], ['manager']))
  phone = await openDeskOf(site, rep, { width: 360, theme: 'dark' })
  const contact = { organizationId: null, form: { name: 'Семён Фёдоров', language: 'ru' } }
  await call(manager, site, 'directory.contacts.save', contact)
}, 120_000)
afterAll(() => site.close())

it('is made for a quarter, gets its contacts, and shows what of it is booked', async () => {
  const page = await manager.open('/plans')
  await page.getByRole('button', { name: 'Новый план' }).click()
  await page.getByLabel('Название').fill('Осенний обход')
  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: 'Добавить контакт' }).click()
  const window = page.getByRole('dialog')
  await window.getByRole('combobox', { name: 'Контакт' }).fill('сем фед')
  await window.getByRole('option', { name: /Семён Фёдоров/ }).click()
  await window.getByLabel('Представитель').selectOption({ label: 'Ирина Своя' })
  await window.getByLabel('Визитов за цикл').fill('3')
  await window.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByRole('button', { name: /Семён Фёдоров.*0 из 3/ }).waitFor()
  await page.getByText('Проведено 0 из 3 визитов').waitFor()
  await expectSound(page, 'a plan')
  await page.getByRole('tab', { name: 'Представители' }).click()
  await page.getByRole('button', { name: /Ирина Своя/ }).click()
  await page.getByRole('button', { name: /Семён Фёдоров.*0 из 3/ }).waitFor()

  const small = await phone.open('/plans')
  await small.getByRole('button', { name: /Семён Фёдоров/ }).click()
  await small.getByRole('dialog', { name: 'Визиты: Семён Фёдоров' }).waitFor()
  await expectSound(small, 'a plan on a phone')
  expect([...manager.complaints, ...phone.complaints]).toEqual([])
})

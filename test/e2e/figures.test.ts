import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { yearOfVisits } from '../support/visit-rows.ts'

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite({ workers: false })
}, 120_000)
afterAll(() => site.close())

test('a manager reads how visits went, narrows it to a product, and opens the visits behind a figure', async () => {
  const { db } = site.stack
  const organization = await makeOrganization(db)
  const manager = await makePerson(db, [organization], ['manager'])
  const year = new Date().getUTCFullYear() - 1
  await yearOfVisits(db, organization.id, [await makePerson(db, [organization], ['rep'])], year)
  const desk = await openDeskOf(site, manager)
  const page = await desk.open(`/figures?from=${year - 1}-01-01&to=${year - 1}-12-31`)
  await page.getByText('За этот период визитов нет').waitFor()
  await page.getByLabel('По', { exact: true }).fill(`${year}-12-31`)
  await page.getByLabel('С', { exact: true }).fill(`${year}-01-01`)
  const total = page.locator('.figures-total', { hasText: 'Запланировано' })
  await total.getByText('60').waitFor()
  await page.getByRole('img', { name: 'Визиты по времени' }).locator('canvas').waitFor()
  // The legend tells of the last month while nobody points at one.
  await expect.poll(() => page.locator('.u-legend .u-value').first().innerText()).toMatch(/^\p{L}/u)
  await expectSound(page, 'the figures of a year')
  await page.getByRole('button', { name: 'Показать таблицей' }).first().click()
  await page.getByRole('table', { name: 'Визиты по времени' }).waitFor()
  await page.getByRole('tab', { name: 'Продукт' }).click()
  await page.getByRole('button', { name: 'Аквадент', exact: true }).click()
  await total.getByText('20').waitFor()
  expect(new URL(page.url()).searchParams.get('product')).toBe('Аквадент')
  await page.locator('button.figures-total', { hasText: 'Состоялось' }).first().click()
  const dialog = page.getByRole('dialog')
  await dialog.locator('li').first().waitFor()
  expect(await dialog.locator('li').count()).toBe(10)
  await page.keyboard.press('Escape')
  await page.getByRole('button', { name: 'По расписанию' }).click()
  await dialog.getByRole('button', { name: 'Отправлять то, что на экране' }).click()
  await dialog.getByRole('button', { name: 'Посмотреть' }).click()
  await dialog.getByRole('cell', { name: 'Всего' }).waitFor()
  await expectSound(page, 'a report on a schedule')
  await dialog.getByRole('button', { name: 'Сохранить' }).click()
  await dialog.getByText('Раз в неделю · Понедельник · 9:00').waitFor()
  await dialog.getByRole('button', { name: 'Отправить сейчас' }).click()
  await dialog.getByText(/ушло 0 из 1/).waitFor()
  expect(desk.complaints).toEqual([])
}, 60_000)

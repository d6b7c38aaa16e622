import { afterAll, beforeAll, expect, it } from 'vitest'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

let site: ConsoleSite
let org: TestOrganization
let rep: TestPerson
let manager: TestPerson
beforeAll(async () => {
  site = await startConsoleSite()
  org = await makeOrganization(site.stack.db)
  rep = await makePerson(site.stack.db, [org], ['rep'], 'Ирина Своя')
  manager = await makePerson(site.stack.db, [org], ['manager'], 'Глеб Старший')
}, 120_000)
afterAll(() => site.close())

const minuteMs = 60_000
const booking = (repId: string, contactName: string) => ({
  ...{ repId, contactName, contactOrganization: 'Аптека № 5', contactEmail: 'visited@apteka.example', contactPhone: '+79123456789' },
  ...{ language: 'ru', mode: 'remote', durationMinutes: 30, product1: 'Витамин Д', goals: 'Показать исследование' },
  startsAt: new Date(Date.now() + 20 * minuteMs).toISOString(),
})

it('is confirmed, held and reported by its representative on a phone, and accepted by the manager beside the plan', async () => {
  const other = await makePerson(site.stack.db, [org], ['rep'], 'Кирилл Другой')
  const desk = await openDeskOf(site, rep, { width: 360 })
  const theirs = await openDeskOf(site, other, { width: 360 })
  await call(desk, site, 'process.start', { kind: 'visit', input: booking(rep.id, 'Пётр Алексеев'), requestId: crypto.randomUUID() })
  const foreign = { ...booking(other.id, 'Чужой Контакт'), contactEmail: 'other@apteka.example' }
  await call(theirs, site, 'process.start', { kind: 'visit', input: foreign, requestId: crypto.randomUUID() })
  await theirs.context.close()

  const page = await desk.open('/k/visit?view=list')
  const main = page.getByRole('main')
  await main.getByRole('link', { name: /Пётр Алексеев/u }).waitFor()
  expect(await main.getByText('Чужой Контакт').count()).toBe(0)
  await main.getByText('Дистанционно').first().waitFor()
  await expectSound(page, 'the list of a representative’s visits')

  await main.getByRole('link', { name: /Пётр Алексеев/u }).click()
  const now = page.getByLabel('Что происходит').or(main)
  await main.getByRole('link', { name: '+7 912 345-67-89' }).waitFor()
  expect(await main.getByRole('link', { name: '+7 912 345-67-89' }).getAttribute('href')).toBe('tel:+79123456789')
  await main.getByRole('button', { name: 'Подтвердить' }).click()
  await main.getByRole('button', { name: 'Начать' }).click()
  await main.getByLabel('Где начат').fill('55.75, 37.61')
  await main.locator('form').getByRole('button', { name: 'Начать' }).click()
  await main.getByRole('button', { name: 'Завершить' }).click()
  await main.getByRole('button', { name: 'Сдать отчёт' }).first().click()
  await main.getByText('Частично', { exact: true }).click()
  await main.getByRole('textbox', { name: /^Заметки/u }).fill('Просил данные по пациентам старше 65 лет')
  await expectSound(page, 'the report of a visit')
  await main.locator('form').getByRole('button', { name: 'Сдать отчёт' }).click()
  await now.getByText('На проверке').first().waitFor()
  expect(desk.complaints).toEqual([])
  await desk.context.close()

  const office = await openDeskOf(site, manager)
  const inbox = await office.open('/inbox')
  await inbox.getByRole('heading', { name: 'План', exact: true }).waitFor()
  await inbox.getByRole('heading', { name: 'Отчёт', exact: true }).waitFor()
  await inbox.getByText('Просил данные по пациентам старше 65 лет').first().waitFor()
  await inbox.getByRole('button', { name: 'Вернуть отчёт' }).click()
  await inbox.locator('form').getByRole('button', { name: 'Вернуть отчёт' }).click()
  await inbox.locator('[aria-invalid]').first().waitFor()
  await expectSound(inbox, 'the review of a report')
  await inbox.locator('form').getByRole('button', { name: 'Отмена' }).click()
  await inbox.getByRole('button', { name: 'Принять отчёт' }).click()
  await inbox.getByText('Закрыт').first().waitFor()
  expect(office.complaints).toEqual([])
  await office.context.close()
})

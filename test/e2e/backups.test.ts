import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
beforeAll(async () => {
  // Nobody makes the backup that is asked for: it stays in its queue, to be seen there.
  site = await startConsoleSite({ workers: false })
}, 120_000)
afterAll(() => site.close())

test('an administrator reads when backups are made, changes the night’s, pauses the week’s and asks for one now', async () => {
  const desk = await openDeskOf(site, await makePerson(site.stack.db, [await makeOrganization(site.stack.db)], ['admin']))
  const page = await desk.open('/admin/backups')
  const nightly = page.locator('li.schedule', { hasText: 'Еженощная' })
  const weekly = page.locator('li.schedule', { hasText: 'Еженедельная' })
  await nightly.getByText('Каждую ночь в 02:00 по Москве, хранится 14 последних').waitFor()
  await weekly.getByText('По понедельникам в 00:00 по Москве, хранится 8 последних').waitFor()
  await page.getByText('Копий ещё нет').waitFor()
  await expectSound(page, 'the backups of a new installation')

  await nightly.getByRole('button', { name: 'Изменить' }).click()
  const form = page.locator('li.schedule form')
  await form.getByLabel('Время по Москве').fill('03:30')
  await form.getByLabel('Сколько хранить').fill('0')
  await form.getByText('Целое число от 1 до 365').waitFor()
  await form.getByRole('button', { name: 'Сохранить' }).click()
  await form.getByLabel('Сколько хранить').fill('21')
  await form.getByRole('button', { name: 'Сохранить' }).click()
  await nightly.getByText('Каждую ночь в 03:30 по Москве, хранится 21 последняя').waitFor()
  await nightly.getByText('Следующая:').waitFor()

  await weekly.getByRole('button', { name: 'Приостановить' }).click()
  await weekly.getByText('Приостановлена').waitFor()
  await weekly.getByRole('button', { name: 'Возобновить' }).waitFor()

  await page.getByRole('button', { name: 'Сделать копию сейчас' }).click()
  const run = page.locator('li.backup')
  await run.getByText('в очереди').waitFor()
  await run.getByText('По просьбе').waitFor()
  await page.getByRole('button', { name: 'Сделать копию сейчас' }).click()
  await page.getByText('Копия уже делается').waitFor()
  expect(await run.count()).toBe(1)
  await expectSound(page, 'a backup in its queue')
  expect(desk.complaints).toEqual([])
}, 60_000)

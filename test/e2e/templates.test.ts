import { afterAll, beforeAll, expect, test } from 'vitest'
import { expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
beforeAll(async () => {
  site = await startConsoleSite({ workers: false })
}, 120_000)
afterAll(() => site.close())

test('an administrator writes a letter, sees it as it will arrive, tries it, saves it and goes back', async () => {
  const person = await makePerson(site.stack.db, [await makeOrganization(site.stack.db)], ['orgadmin'])
  const desk = await openDeskOf(site, person)
  const page = await desk.open('/admin/texts?text=ticket.ack&lang=ru')
  const letter = page.frameLocator('iframe')
  const button = letter.getByRole('link', { name: 'Открыть обращение' })
  await button.waitFor()
  // The letter's own styles are on it, though the page allows none in markup.
  expect(await button.getAttribute('style')).toContain('color: rgb(255, 255, 255)')
  await expectSound(page, 'a template')

  const body = page.getByLabel('Текст', { exact: true })
  await body.fill('Спасибо, {requesterName}!')
  await page.getByText('{requesterName} бывает пустым').waitFor()
  await body.fill('Спасибо за обращение {number}! <b>Мы</b>')
  await page.getByText('Нужна ссылка {pageUrl}').waitFor()
  expect(await page.getByRole('button', { name: 'Сохранить' }).isDisabled()).toBe(true)
  await page.getByText('Переменные и разметка').click()
  await page.getByRole('button', { name: '{pageUrl}', exact: true }).click()
  await letter.getByText('Спасибо за обращение О-2026-000123! <b>Мы</b>').waitFor()

  await page.getByRole('button', { name: 'Отправить пробное письмо себе' }).click()
  await page.getByText(`Отправлено: ${person.email}`).waitFor()
  expect((await site.letterWith(person.email, 'Спасибо за обращение О-2026-000123!')).subject).toContain('Не печатает принтер')

  await page.getByRole('button', { name: 'Сохранить' }).click()
  await page.getByText('Ваш текст:').waitFor()
  await page.getByRole('button', { name: 'SMS с номером' }).click()
  await page.getByText(/SMS: 2\s+части/u).waitFor()
  await expectSound(page, 'the template of an SMS')
  await page.goBack()
  await page.getByRole('button', { name: 'Вернуть стандартный' }).click()
  await page.getByText('Это стандартный текст').waitFor()
  await page.getByRole('link', { name: 'История изменений' }).click()
  await page.getByText('возвращён стандартный текст').waitFor()
  expect(desk.complaints).toEqual([])
}, 90_000)

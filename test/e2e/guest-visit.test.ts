import { mkdir } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Page } from 'playwright-core'
import { startGuestSite } from '../support/guest-site.ts'
import type { GuestSite } from '../support/guest-site.ts'
import { letterWith } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack } from '../support/stack.ts'
import { startVisit } from '../support/visits.ts'

let stack: Stack
let site: GuestSite
beforeAll(async () => {
  stack = await startStack()
  site = await startGuestSite(stack)
}, 120_000)
afterAll(async () => {
  await site.close()
  await stack.close()
})

const picturesDir = process.env['VEKHA_PICTURES']

/** For whoever wants to look: both themes, where the directory is set. */
async function picture(page: Page, name: string): Promise<void> {
  if (picturesDir === undefined) return
  await mkdir(picturesDir, { recursive: true })
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme })
    await page.screenshot({ path: `${picturesDir}/${name}-${colorScheme}.png`, fullPage: true })
  }
}

test('a contact confirms by the letter, enters the room on a phone, and rates the meeting', async () => {
  const org = await makeOrganization(stack.db)
  const rep = await org.person('rep')
  const visit = await startVisit(stack, org, rep, Date.now() + 10 * 60_000)
  const letter = await letterWith(stack, visit.contactEmail, 'подходит ли вам это время')
  const confirmUrl = /http:\S+&confirm/.exec(letter.text)?.[0] ?? ''
  const context = await site.browser.newContext({
    ...{ locale: 'ru-RU', timezoneId: 'Asia/Yekaterinburg', viewport: { width: 360, height: 740 } },
    permissions: ['camera', 'microphone'],
  })
  const page = await context.newPage()
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.goto(confirmUrl)
  await page.getByText('Вам подходит это время?').waitFor()
  await page.getByText('по вашему времени (UTC+5)').waitFor()
  // The letter's choice is only prepared.
  expect((await visit.row()).state).toBe('planned')
  await picture(page, 'asked')
  await page.getByRole('button', { name: 'Попросить другое время' }).click()
  await page.getByRole('group', { name: 'В это время представитель свободен' }).getByRole('button').first().click()
  await picture(page, 'other-time')
  await page.getByRole('button', { name: 'Отправить просьбу' }).click()
  await page.getByText('Вы просили другое время').waitFor()
  await picture(page, 'wished')
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByText('Вы подтвердили встречу').waitFor()
  await picture(page, 'consent')
  await page.getByRole('button', { name: 'Согласен, продолжить' }).click()
  await page.getByRole('heading', { name: 'Проверьте камеру и микрофон' }).waitFor()
  await page.getByRole('button', { name: 'Проверить' }).click()
  await page.getByText('Вас видно и слышно').waitFor()
  await page.waitForFunction(`document.querySelector('video')?.videoWidth > 0`)
  await picture(page, 'devices')
  await page.getByRole('button', { name: 'Войти', exact: true }).click()
  await page.getByText('Вы на месте').waitFor()
  expect((await visit.row()).state).toBe('inProgress')
  await picture(page, 'waiting')
  expect(await page.evaluate<boolean>('document.documentElement.scrollWidth <= innerWidth')).toBe(true)

  const stranger = await (await site.browser.newContext({ locale: 'ru-RU', viewport: { width: 360, height: 740 } })).newPage()
  await stranger.goto(confirmUrl)
  await stranger.getByRole('button', { name: 'Войти без камеры' }).click()
  await stranger.getByText('уже вошли с другого устройства').waitFor()
  await picture(stranger, 'second')

  await visit.staff('finish')
  await page.getByRole('heading', { name: 'Была ли встреча полезна?' }).waitFor({ timeout: 30_000 })
  await picture(page, 'feedback')
  await page.getByRole('radio', { name: /^4 из 5/ }).check({ force: true })
  await page.getByRole('button', { name: 'Отправить отзыв' }).click()
  await page.getByText('Ваша оценка: 4 из 5').first().waitFor()
  await picture(page, 'thanks')
  expect((await visit.row()).data).toMatchObject({ rating: 4, startedBy: 'contact' })
  expect(errors).toEqual([])
}, 120_000)

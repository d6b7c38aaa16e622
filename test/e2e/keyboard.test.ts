import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
let desk: Desk
let page: Page
const subjects = ['Не приходит счёт', 'Не открывается отчёт', 'Забыли пароль']
beforeAll(async () => {
  site = await startConsoleSite()
  const org = await makeOrganization(site.stack.db)
  await makePerson(site.stack.db, [org], ['support1'], 'Игорь Лапин')
  desk = await openDeskOf(site, await makePerson(site.stack.db, [org], ['support1']))
  for (const subject of subjects) {
    const common = { requestType: 'incident', priority: 'normal', channel: 'phone', language: 'ru', requesterEmail: 'petr@client.example' }
    const input = { ...common, subject, description: `${subject}, помогите.` }
    await call(desk, site, 'process.start', { kind: 'ticket', input, requestId: crypto.randomUUID() })
  }
  page = await desk.open('/inbox')
}, 120_000)
afterAll(() => site.close())

/** The engine's answer, whichever it is: a refusal fails with its own words. */
async function confirmed(words: string): Promise<void> {
  const answer = page.getByText(words).or(page.getByRole('alert')).first()
  await answer.waitFor()
  expect(await answer.innerText()).toContain(words)
}
const detail = () => page.getByRole('region', { name: 'Дело' })
const title = () => detail().getByRole('heading', { level: 2 }).first()

describe('support without a mouse', () => {
  it('chooses a task by j and k, keeps it by c, does it by e, and lands on the next one', async () => {
    await page
      .getByText(subjects[2] ?? '')
      .first()
      .waitFor()
    const order = await page.locator('.inbox-title').allInnerTexts()
    expect(order.toSorted()).toEqual(subjects.toSorted())
    await expect.poll(() => title().innerText()).toBe(order[0])
    await page.keyboard.press('j')
    await expect.poll(() => title().innerText()).toBe(order[1])
    await page.keyboard.press('k')
    await expect.poll(() => title().innerText()).toBe(order[0])

    await page.keyboard.press('c')
    await page.getByText('Дело теперь ваше').waitFor()
    await page.keyboard.press('e')
    await confirmed('Взять в работу: готово, теперь «В работе»')
    await page.getByRole('button', { name: /^Решить/ }).waitFor()
    await page.keyboard.press('e')
    const words = page.getByRole('textbox', { name: 'Решение' })
    await words.and(page.locator(':focus')).waitFor()
    // Letters are letters while one writes.
    await page.keyboard.type('Исправили: jkec/?')
    expect(await words.inputValue()).toBe('Исправили: jkec/?')
    await page.keyboard.press('Control+Enter')
    await confirmed('Решить: готово, теперь «Обработано»')
    await expect.poll(() => title().innerText()).not.toBe(order[0])
    // Who reads by keyboard begins at the next task's name, not at nothing or at its buttons.
    await title().and(page.locator(':focus')).waitFor()
    expect(desk.complaints).toEqual([])
  })

  it('leaves whoever chooses which tasks to show there, though another task is shown then', async () => {
    const before = await title().innerText()
    await page.keyboard.press('c')
    await detail()
      .getByRole('button', { name: /^Вернуть/ })
      .waitFor()
    const free = page.getByRole('tab', { name: 'Ничьи' })
    await free.press('Enter')
    await expect.poll(() => title().innerText()).not.toBe(before)
    await free.and(page.locator(':focus')).waitFor()
    await page.getByRole('tab', { name: 'Все' }).press('Enter')
    await expect.poll(() => title().innerText()).toBe(before)
    await title().focus()
  })

  it('works in the Russian layout, where the same keys are other letters', async () => {
    const before = await title().innerText()
    // The key of «о» is the key of j.
    await page.evaluate(
      "document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'о', code: 'KeyJ', bubbles: true, cancelable: true }))",
    )
    await expect.poll(() => title().innerText()).not.toBe(before)
    await page.evaluate(
      "document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'л', code: 'KeyK', bubbles: true, cancelable: true }))",
    )
    await expect.poll(() => title().innerText()).toBe(before)
  })

  it('shows the keys by ?, closes them by Escape, and opens the page by Enter', async () => {
    await page.keyboard.press('Shift+Slash')
    const help = page.getByRole('dialog', { name: 'Клавиши на этом экране' })
    await help.getByText('Следующее дело').waitFor()
    await expectSound(page, 'keys')
    await page.keyboard.press('Escape')
    await help.waitFor({ state: 'hidden' })
    const chosen = await title().innerText()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: chosen }).waitFor()
    await page.keyboard.press('c')
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA')
    await page.keyboard.type('Позвонить завтра')
    await page.keyboard.press('Control+Enter')
    await page.locator('.message', { hasText: 'Позвонить завтра' }).waitFor()
  })

  it('goes anywhere by Ctrl K, and finds in a list by /', async () => {
    await page.keyboard.press('Control+k')
    const palette = page.getByRole('dialog', { name: 'Поиск и команды' })
    await palette.getByRole('combobox').waitFor()
    await expectSound(page, 'palette')
    await page.keyboard.type('Не открывается')
    await palette.getByRole('option', { name: /Не открывается отчёт/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { level: 1, name: 'Не открывается отчёт' }).waitFor()
    await page.keyboard.press('Control+k')
    await page.keyboard.type('обращения')
    await palette.getByRole('option', { name: /^Обращения/ }).waitFor()
    await page.keyboard.press('Enter')
    await page.waitForURL('**/k/ticket')
    await page
      .getByText(subjects[2] ?? '')
      .first()
      .waitFor()
    await page.keyboard.press('/')
    await expect.poll(() => page.evaluate('document.activeElement?.tagName')).toBe('INPUT')
    await page.keyboard.type('пароль')
    await page.getByText(subjects[0] ?? '').waitFor({ state: 'hidden' })
    await page.getByText('Забыли пароль').first().waitFor()
    expect(await page.evaluate('location.search')).toContain(encodeURIComponent('пароль'))
    expect(desk.complaints).toEqual([])
  })

  it('keeps the hands in a note while the first `@` brings the colleagues', async () => {
    await page.goto('/inbox')
    await title().waitFor()
    const chosen = await title().innerText()
    const note = detail().locator('textarea')
    await note.click()
    await page.evaluate("document.querySelector('.inbox-detail textarea').dataset.first = 'yes'")
    await page.keyboard.type('ping @Игор', { delay: 60 })
    await detail()
      .getByRole('option', { name: /Игорь Лапин/u })
      .waitFor()
    await page.keyboard.type('e', { delay: 60 })
    expect(await note.and(page.locator(':focus')).inputValue()).toBe('ping @Игорe')
    expect(await note.getAttribute('data-first')).toBe('yes')
    expect(await title().innerText()).toBe(chosen)
    expect(await page.getByText(/: готово, теперь/u).count()).toBe(0)
  })

  it('reaches and works the map by Tab and Enter', async () => {
    await page.goto('/k/ticket')
    const state = page.getByRole('button', { name: /^Обработано 1/u })
    await state.waitFor()
    for (let presses = 0; presses < 60; presses += 1) {
      await page.keyboard.press('Tab')
      if (await state.and(page.locator(':focus')).isVisible()) break
    }
    await page.keyboard.press('Enter')
    await page.waitForURL(/state/u)
    await page.getByText('Не открывается отчёт').waitFor({ state: 'hidden' })
  })
})

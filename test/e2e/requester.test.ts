import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { and, eq } from 'drizzle-orm'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../db/id.ts'
import { processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import { comment } from '../../services/process/comment.ts'
import { startGuestSite } from '../support/guest-site.ts'
import type { GuestSite } from '../support/guest-site.ts'
import { arrive, letterWith } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'

let stack: Stack
let site: GuestSite
let org: TestOrganization
let support: TestPerson
let axe: string
beforeAll(async () => {
  stack = await startStack()
  org = await makeOrganization(stack.db)
  support = await org.person('support1')
  site = await startGuestSite(stack)
  axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
}, 120_000)
afterAll(async () => {
  await site.close()
  await stack.close()
})

const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, locale: 'ru-RU' }
const shots = process.env['VEKHA_SHOTS_DIR']
async function shoot(page: Page, name: string): Promise<void> {
  if (shots !== undefined) await page.screenshot({ path: `${shots}/${name}.png`, fullPage: true, animations: 'disabled' })
}

async function openPage(url: string, options: BrowserContextOptions = phone): Promise<Page> {
  const context = await site.browser.newContext(options)
  const page = await context.newPage()
  page.on('pageerror', (error) => {
    throw error
  })
  await page.goto(url)
  return page
}
/** Nothing serious for people with assistive programs, nothing wider than the screen. */
async function sound(page: Page): Promise<void> {
  // The page's own policy runs no script from elsewhere; the protocol's evaluation is not bound by it.
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] }).then((r) => r.violations.filter((v) => v.impact === 'serious' || v.impact === 'critical').map((v) => v.id + ': ' + v.nodes.map((n) => n.html).join(' ')))",
  )
  expect(found).toEqual([])
  expect(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth')).toBeLessThanOrEqual(0)
}

async function newTicket(subject: string): Promise<{
  requester: string
  number: string
  staff: (action: string, form?: object) => Promise<unknown>
  note: (text: string) => Promise<unknown>
}> {
  const requester = `olga.${newId()}@client.example`
  await arrive(stack, org, {
    from: `Ольга Белова <${requester}>`,
    subject,
    text: 'Открываю отчёт за октябрь, а там пусто.\nВчера всё было.',
  })
  const [row] = await stack.db.tenant(org.id, (tx) =>
    tx
      .select()
      .from(processes)
      .where(and(eq(processes.tenantId, org.id), eq(processes.title, subject))),
  )
  if (!row) throw new Error('No ticket')
  const ctx = () => org.ctx(support.actor)
  return {
    requester,
    number: row.number,
    staff: (action, form = {}) => act({ ctx: ctx(), engine: stack.engine, input: { id: row.id, action, form } }),
    note: (text) => comment({ ctx: ctx(), input: { id: row.id, text } }),
  }
}
/** The address a letter leads to, as its reader would tap it. */
async function linkIn(to: string, words: string, ending = ''): Promise<string> {
  const { text } = await letterWith(stack, to, words)
  const links = [...text.matchAll(/http:\/\/vekha\.example\/r#\S+/g)].map(([link]) => link)
  const link = ending === '' ? links[0]?.split('&')[0] : links.find((one) => one.endsWith(ending))
  if (link === undefined) throw new Error(`No link ending with “${ending}”:\n${text}`)
  return link
}

describe('the requester’s page', () => {
  it('answers a question with a file, rates, reopens, and sees support’s answer without a reload', async () => {
    const ticket = await newTicket('Отчёт за октябрь пуст')
    const page = await openPage(await linkIn(ticket.requester, ticket.number))
    await page.getByRole('heading', { name: 'Мы получили ваше обращение' }).waitFor()
    await shoot(page, 'registered-360')
    await sound(page)

    await ticket.staff('take')
    await ticket.note('ВНУТРЕННЯЯ ЗАМЕТКА')
    await ticket.staff('ask', { comment: 'Какой фильтр выбран в отчёте? Пришлите, пожалуйста, снимок экрана.' })
    // Coming back to the page is when people look; the same look is taken every few seconds.
    await page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    await page.getByRole('heading', { name: 'Нужен ваш ответ' }).waitFor()
    expect(await page.content()).not.toContain('ВНУТРЕННЯЯ')
    await shoot(page, 'clarification-360')
    await sound(page)

    await page.getByRole('textbox', { name: 'Ваш ответ' }).fill('Фильтр «Все продукты».')
    await page.locator('input[type=file]').setInputFiles({ name: 'снимок.txt', mimeType: 'text/plain', buffer: Buffer.from('снимок') })
    await page.locator('.picked li[aria-busy=false]', { hasText: 'снимок.txt' }).waitFor()
    await page.reload()
    // What was written and attached is still there.
    await page.getByRole('button', { name: 'Убрать снимок.txt' }).waitFor()
    expect(await page.getByRole('textbox', { name: 'Ваш ответ' }).inputValue()).toBe('Фильтр «Все продукты».')
    await page.getByRole('button', { name: 'Отправить ответ' }).click()
    await page.getByText('Ответ отправлен. Мы продолжаем работу.').waitFor()
    await page.getByRole('heading', { name: 'Мы занимаемся вашим вопросом' }).waitFor()
    const link = page.getByRole('link', { name: /снимок\.txt/ })
    const [download] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect(await readFile(await download.path(), 'utf8')).toBe('снимок')
    await shoot(page, 'in-progress-360')

    await ticket.staff('solve', { comment: 'Исправили: отчёт снова считает все продукты.\nПодробности: https://help.example/report' })
    const rating = await openPage(await linkIn(ticket.requester, 'Исправили', '&rate=4'))
    await rating.getByText('Вы выбрали 4 из 5. Подтвердите оценку.').waitFor()
    await shoot(rating, 'rating-360')
    await sound(rating)
    await rating.keyboard.press('Enter')
    await rating.getByRole('heading', { name: 'Ваша оценка: 4 из 5' }).waitFor()
    await rating.reload()
    await rating.getByRole('heading', { name: 'Ваша оценка: 4 из 5' }).waitFor()
    expect(rating.url()).not.toContain('rate')

    await rating.goto(await linkIn(ticket.requester, 'Исправили', '&reopen'))
    const words = rating.getByRole('textbox', { name: 'Вопрос не решён?' })
    await words.waitFor()
    await expect.poll(() => rating.evaluate('document.activeElement?.tagName')).toBe('TEXTAREA')
    await words.fill('За сентябрь всё ещё пусто.')
    await shoot(rating, 'reopen-360')
    await rating.getByRole('button', { name: 'Открыть снова' }).click()
    await rating.getByText('Обращение снова в работе.').waitFor()
    await rating.getByText('За сентябрь всё ещё пусто.').waitFor()
    await sound(rating)
  }, 120_000)

  it('keeps the words when the answer is lost on the way, and sends them once', async () => {
    const ticket = await newTicket('Потеря связи')
    const page = await openPage(await linkIn(ticket.requester, ticket.number))
    let lost = 0
    // The server takes the message, but its confirmation never reaches the browser.
    await page.route('**/answer', async (route) => {
      if (lost > 0) return route.continue()
      lost += 1
      const request = route.request()
      const { pathname } = new URL(request.url())
      const taken = await site.app.inject({
        method: 'POST',
        url: pathname,
        headers: await request.allHeaders(),
        payload: request.postData() ?? '',
      })
      expect(taken.statusCode).toBe(200)
      return route.abort('connectionreset')
    })
    await page.getByRole('textbox', { name: 'Дополнить обращение' }).fill('Номер договора 17')
    await page.getByRole('button', { name: 'Отправить' }).click()
    await page.getByText('Отправлено, ждём подтверждения…').first().waitFor()
    await page.getByText('Сообщение отправлено.').waitFor()
    expect(await page.locator('.message', { hasText: 'Номер договора 17' }).count()).toBe(1)
    expect(await page.getByRole('textbox', { name: 'Дополнить обращение' }).inputValue()).toBe('')
  })

  it('says what to do when the link is wrong, and how to write again after the end', async () => {
    const wrong = await openPage('http://vekha.example/r#no-such-token')
    await wrong.getByRole('heading', { name: 'Ссылка не открывается' }).waitFor()
    await shoot(wrong, 'wrong-360')
    await sound(wrong)
    const ticket = await newTicket('Отклонённое')
    await ticket.staff('reject', { why: 'other', comment: 'Этим занимается отдел кадров.' })
    const page = await openPage(await linkIn(ticket.requester, 'отдел кадров'))
    await page.getByRole('heading', { name: 'Обращение отклонено' }).waitFor()
    await shoot(page, 'rejected-360')
    await sound(page)
    await page.getByRole('link', { name: 'Написать новое обращение' }).click()
    await page.getByRole('heading', { name: 'Написать в поддержку' }).waitFor()
  })

  it('is light, dark and English on a wide screen, under 60 KB of script', async () => {
    const ticket = await newTicket('Широкий экран')
    await ticket.staff('take')
    await ticket.staff('solve', { comment: 'Решение на широком экране.' })
    const url = await linkIn(ticket.requester, 'широком')
    for (const colorScheme of ['light', 'dark'] as const) {
      const page = await openPage(url, { viewport: { width: 1440, height: 900 }, locale: 'ru-RU', colorScheme })
      await page.getByRole('heading', { name: 'Готово: мы прислали решение' }).waitFor()
      await sound(page)
      await shoot(page, `processed-1440-${colorScheme}`)
    }
    const page = await openPage(url, { ...phone, colorScheme: 'dark' })
    await page.getByRole('button', { name: 'English' }).click()
    await page.getByRole('heading', { name: 'Done: we have sent a solution' }).waitFor()
    expect(await page.evaluate('document.documentElement.lang')).toBe('en')
    await sound(page)
    await shoot(page, 'processed-360-dark-en')
    const scripts: unknown = await page.evaluate(
      "performance.getEntriesByType('resource').map((r) => r.name).filter((n) => n.endsWith('.js'))",
    )
    let sizeBytes = 0
    for (const script of Array.isArray(scripts) ? scripts.map(String) : []) {
      const { payload } = await site.app.inject({ url: new URL(script).pathname })
      sizeBytes += gzipSync(payload).length
    }
    expect(sizeBytes).toBeGreaterThan(5_000)
    expect(sizeBytes).toBeLessThan(60_000)
  })
})

describe('the public form', () => {
  it('names what is wrong, keeps what was typed, and gives a number by the keyboard alone', async () => {
    const page = await openPage(`http://vekha.example/new/${org.slug}`)
    await page.getByRole('heading', { name: 'Написать в поддержку' }).waitFor()
    await sound(page)
    await shoot(page, 'form-360')
    await page.getByRole('button', { name: 'Отправить обращение' }).click()
    await page.getByText('Заполните это поле').first().waitFor()
    await shoot(page, 'form-wrong-360')
    await sound(page)
    // The first wrong field has the focus: type from here on.
    await page.keyboard.type('Не приходит счёт')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Жду третий день.')
    await page.getByRole('textbox', { name: 'Ваша почта' }).fill('не почта')
    await page.reload()
    expect(await page.getByRole('textbox', { name: 'Тема' }).inputValue()).toBe('Не приходит счёт')
    expect(await page.getByRole('textbox', { name: 'Описание' }).inputValue()).toBe('Жду третий день.')
    const email = `petr.${newId()}@client.example`
    await page.getByRole('textbox', { name: 'Ваша почта' }).fill(email)
    await page.locator('input[type=file]').setInputFiles({ name: 'экран.txt', mimeType: 'text/plain', buffer: Buffer.from('экран') })
    await page.getByRole('textbox', { name: 'Ваша почта' }).press('Enter')
    await page.getByRole('heading', { name: 'Обращение принято' }).waitFor()
    await shoot(page, 'form-done-360')
    await sound(page)
    const number = /О-\d{4}-\d{6}/.exec(await page.locator('main').innerText())?.[0] ?? ''
    const own = await openPage(await linkIn(email, number))
    await own.getByText('экран.txt').waitFor()
  })

  it('is there in English and in the dark', async () => {
    const page = await openPage(`http://vekha.example/new/${org.slug}`, {
      viewport: { width: 1440, height: 900 },
      locale: 'en-GB',
      colorScheme: 'dark',
    })
    await page.getByRole('heading', { name: 'Write to support' }).waitFor()
    await sound(page)
    await shoot(page, 'form-1440-dark-en')
    await page.goto('http://vekha.example/new/no-such')
    await page.getByRole('heading', { name: 'There is no such form' }).waitFor()
  })
})

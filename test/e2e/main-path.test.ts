import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { processes } from '../../db/schema/process.ts'
import { call, expectSound, openDesk, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

let site: ConsoleSite
let org: TestOrganization
let support: TestPerson
let colleague: TestPerson
let manager: TestPerson
beforeAll(async () => {
  site = await startConsoleSite()
  org = await makeOrganization(site.stack.db)
  ;[support, colleague, manager] = await Promise.all([
    makePerson(site.stack.db, [org], ['support1']),
    makePerson(site.stack.db, [org], ['support1']),
    makePerson(site.stack.db, [org], ['manager']),
  ])
}, 120_000)
afterAll(() => site.close())

const requester = 'olga.belova@client.example'
const write = (subject: string, text: string, from = requester) =>
  site.send({ from: `Ольга Белова <${from}>`, to: `support@${org.slug}.example`, subject, text })

const move = (desk: Desk, id: string, action: string, form: object = {}) =>
  call(desk, site, 'process.act', { id, action, form, requestId: crypto.randomUUID() })

/** A ticket made in the console by somebody of the support. */
async function newTicket(subject: string): Promise<string> {
  const desk = await openDeskOf(site, support)
  const input = {
    subject,
    description: 'После обновления отчёт пустой.',
    requestType: 'incident',
    priority: 'normal',
    channel: 'phone',
    language: 'ru',
    requesterEmail: 'petr.orlov@client.example',
    requesterName: 'Пётр Орлов',
  }
  const made = await call(desk, site, 'process.start', { kind: 'ticket', input, requestId: crypto.randomUUID() })
  await desk.context.close()
  return String(Object.entries(made ?? {}).find(([name]) => name === 'id')?.[1])
}

describe('from a letter to «Обработано»', () => {
  it('is walked by the requester in mail, support in the console and the manager at the map, each seeing the others at once', async () => {
    const managers = await openDeskOf(site, manager)
    const map = await managers.open('/k/ticket')
    const standing = (state: string, count: number) =>
      map.getByRole('button', { name: new RegExp(`^${state} ${String(count)}( |$)`, 'u') }).waitFor()
    await standing('Зарегистрировано', 0)

    const desk = await openDesk(site)
    const page = await desk.open('/')
    await page.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor()
    await expectSound(page, 'login')
    // The first field has the focus; everything up to the work itself goes by the keyboard.
    await page.keyboard.type(support.email)
    await page.keyboard.press('Tab')
    await page.keyboard.type(support.password)
    await page.keyboard.press('Enter')
    await page.getByText('Дел нет').waitFor()
    await page.evaluate('window.neverReloaded = true')

    await write('Отчёт за октябрь пуст', 'Открываю отчёт за октябрь, а там пусто.\nВчера всё было.')
    await page.getByRole('button', { name: /Отчёт за октябрь пуст/ }).waitFor()
    await standing('Зарегистрировано', 1)
    const detail = page.getByRole('region', { name: 'Дело' })
    await detail.getByText('Вчера всё было.').waitFor()
    const acknowledgement = await site.letterWith(requester, 'Отчёт за октябрь пуст')
    const number = /О-\d{4}-\d{6}/.exec(acknowledgement.subject)?.[0] ?? 'no number'
    expect(await detail.getByText(number).first().isVisible()).toBe(true)

    await page.getByRole('button', { name: 'Взять в работу' }).click()
    await page.getByText('Взять в работу: готово, теперь «В работе»').waitFor()
    await standing('В работе', 1)
    await standing('Зарегистрировано', 0)
    await page.getByRole('button', { name: 'Спросить заявителя' }).click()
    await page.getByText(`Уйдёт на почту ${requester}`).waitFor()
    await page.getByRole('textbox', { name: 'Вопрос заявителю' }).fill('Какой фильтр выбран в отчёте?')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Спросить заявителя: готово, теперь «Уточнение»').waitFor()
    await standing('Уточнение', 1)

    const question = await site.letterWith(requester, 'Какой фильтр выбран в отчёте?')
    await site.send({
      from: `Ольга Белова <${requester}>`,
      to: `support@${org.slug}.example`,
      subject: `Re: ${question.subject}`,
      text: 'Фильтр «Все продукты».\n\n> Какой фильтр выбран в отчёте?',
      ...(question.messageId === undefined ? {} : { inReplyTo: question.messageId }),
    })
    await page.getByText('Фильтр «Все продукты».').waitFor()
    await standing('В работе', 1)
    await standing('Уточнение', 0)

    await page
      .getByRole('button', { name: /^Решить/ })
      .first()
      .click()
    await page.getByRole('textbox', { name: 'Решение' }).fill('Исправили: отчёт снова считает все продукты.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Решить: готово, теперь «Обработано»').waitFor()
    await standing('Обработано', 1)
    expect(await page.evaluate('window.neverReloaded')).toBe(true)
    await standing('В работе', 0)

    const solution = await site.letterWith(requester, 'Исправили: отчёт снова считает')
    const link = [...solution.text.matchAll(/http:\/\/localhost:\d+\/r#\S+/g)].map(([one]) => one).find((one) => one.endsWith('&rate=5'))
    const guests = await openDesk(site, { width: 360 })
    const guest = await guests.open(link ?? solution.text)
    await guest.getByText('Вы выбрали 5 из 5. Подтвердите оценку.').waitFor()
    await expectSound(guest, 'rating')
    await guest.keyboard.press('Enter')
    await guest.getByRole('heading', { name: 'Ваша оценка: 5 из 5' }).waitFor()

    await page.goto(`/k/ticket?q=${encodeURIComponent(number)}`)
    await page
      .getByRole('link', { name: /Отчёт за октябрь пуст/ })
      .first()
      .click()
    await page
      .getByText(/Оценка получена/)
      .first()
      .waitFor()
    await expectSound(page, 'process')
    expect([...desk.complaints, ...managers.complaints, ...guests.complaints]).toEqual([])
    for (const one of [desk, managers, guests]) await one.context.close()
  })
})

describe('two people at one process', () => {
  it('the second is told that it moved, sees the new state, and keeps what they wrote', async () => {
    const id = await newTicket('Двое у одного экрана')
    const [first, second] = await Promise.all([openDeskOf(site, support), openDeskOf(site, colleague)])
    await move(first, id, 'take')
    const page = await second.open(`/p/${id}?do=ask`)
    const words = page.getByRole('textbox', { name: 'Вопрос заявителю' })
    await words.fill('С какого дня отчёт пустой?')
    // The other's move comes while this one is on its way, so this screen has acted on what it saw before.
    await page.route(
      '**/trpc/process.act**',
      async (route) => {
        await move(first, id, 'ask', { comment: 'Какой фильтр выбран?' })
        await route.continue()
      },
      { times: 1 },
    )
    await page.keyboard.press('Control+Enter')
    await page.getByRole('alert').filter({ hasText: 'Пока вы писали, процесс передвинулся' }).waitFor()
    await page.getByLabel('Главное').getByText('Уточнение').waitFor()
    await page.getByText('Какой фильтр выбран?').first().waitFor()
    await move(first, id, 'answer', { comment: 'По телефону: все продукты.' })
    await page.getByLabel('Главное').getByText('В работе').waitFor()
    expect(await words.inputValue()).toBe('С какого дня отчёт пустой?')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Спросить заявителя' }).click()
    await page.keyboard.press('Control+Enter')
    await page.getByText('Спросить заявителя: готово, теперь «Уточнение»').waitFor()
    await site.letterWith('petr.orlov@client.example', 'С какого дня отчёт пустой?')
    for (const one of [first, second]) await one.context.close()
  })
})

describe('an engine that does not answer', () => {
  it('is asked again by the screen, the form stays, and the same request succeeds once', async () => {
    const id = await newTicket('Движок молчит')
    const desk = await openDeskOf(site, support)
    await move(desk, id, 'take')
    await site.stopWorkers()
    const page = await desk.open(`/p/${id}?do=solve`)
    const words = page.getByRole('textbox', { name: 'Решение' })
    const requests: string[] = []
    page.on('request', (request) => {
      if (request.url().includes('/trpc/process.act')) requests.push(/"requestId":"([^"]+)"/.exec(request.postData() ?? '')?.[1] ?? 'none')
    })
    await words.fill('Перезапустили службу отчётов.')
    await page.keyboard.press('Control+Enter')
    await page.getByText('Отправлено, ждём подтверждения…').waitFor()
    await page.getByText(/Следующая попытка через \d+ с\./).waitFor()
    await page.getByLabel('Главное').getByText('В работе').waitFor()
    expect(await words.inputValue()).toBe('Перезапустили службу отчётов.')
    expect(await words.isEditable()).toBe(false)
    await page.getByRole('button', { name: 'Повторить сейчас' }).click()
    await page.getByRole('button', { name: 'Отменить отправку' }).click()
    await page.getByText('Больше не отправляем.').waitFor()
    expect(await words.isEditable()).toBe(true)
    await page.getByRole('button', { name: /Повторить отправку/ }).click()
    await page.getByText(/Следующая попытка через \d+ с\./).waitFor()
    await site.startWorkers()
    await page.getByText('Решить: готово, теперь «Обработано»').waitFor()
    await page.getByLabel('Главное').getByText('Обработано').waitFor()
    await site.letterWith('petr.orlov@client.example', 'Перезапустили службу отчётов.')
    const letters = await site.stack.outbox.store.listLetters({ to: 'petr.orlov@client.example', limit: 50 })
    const bodies = await Promise.all(letters.map(({ id: letter }) => site.stack.outbox.store.readLetter(letter)))
    expect(bodies.filter((letter) => letter?.text.includes('Перезапустили службу отчётов.'))).toHaveLength(1)
    expect(requests.length).toBeGreaterThan(2)
    expect(new Set(requests).size).toBe(1)
    await desk.context.close()
  })
})

describe('an address', () => {
  it('opens a process by the number people say, as letters to staff link it', async () => {
    const id = await newTicket('Ссылка из письма')
    const desk = await openDeskOf(site, support)
    const [row] = await site.stack.db.tenant(org.id, (tx) =>
      tx.select({ number: processes.number }).from(processes).where(eq(processes.id, id)),
    )
    const page = await desk.open(`/p/${encodeURIComponent(row?.number ?? '')}`)
    await page.getByRole('heading', { name: 'Ссылка из письма' }).waitFor()
    await desk.context.close()
  })
})

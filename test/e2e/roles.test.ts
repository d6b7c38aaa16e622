import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Role } from '../../domain/roles.ts'
import { call, expectSound, openDesk, openDeskOf } from '../support/console-page.ts'
import type { Look } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'

let site: ConsoleSite
let org: TestOrganization
let ticket: string
beforeAll(async () => {
  site = await startConsoleSite()
  org = await makeOrganization(site.stack.db)
  const desk = await openDeskOf(site, await makePerson(site.stack.db, [org], ['support1']))
  const common = { requestType: 'problem', priority: 'critical', channel: 'phone', language: 'ru', requesterEmail: 'petr@client.example' }
  const input = { ...common, subject: 'Не открывается отчёт', description: 'После обновления отчёт пустой.' }
  const made = await call(desk, site, 'process.start', { kind: 'ticket', input, requestId: crypto.randomUUID() })
  ticket = String(Object.entries(made ?? {}).find(([name]) => name === 'id')?.[1])
  await desk.context.close()
}, 120_000)
afterAll(() => site.close())

const looks = {
  wideLight: { width: 1440, theme: 'light' },
  wideDark: { width: 1440, theme: 'dark' },
  phoneLight: { width: 360, theme: 'light' },
  phoneDark: { width: 360, theme: 'dark' },
} as const satisfies Readonly<Record<string, Look>>

interface Visit {
  readonly role: Role
  readonly look: keyof typeof looks
  /** What the menu names, apart from the inbox, the search and the notifications, which everybody has. */
  readonly menu: readonly string[]
  /** Each with the words that are there once it is whole. */
  readonly pages: Readonly<Record<string, RegExp>>
}
const tickets = /Не открывается отчёт/u
const map = /ждёт: поддержка/u
const visitMap = /ждёт: представитель/u
const visits: readonly Visit[] = [
  {
    role: 'support1',
    look: 'wideLight',
    menu: ['Обращения'],
    pages: {
      '/inbox': tickets,
      '/k/ticket': map,
      '/k/ticket/new': /После создания номер/u,
      '/p/:ticket': /Взять в работу/u,
      '/notifications': /Уведомлений нет/u,
    },
  },
  {
    role: 'support2',
    look: 'phoneDark',
    menu: ['Обращения'],
    pages: { '/inbox': /Дел нет|Не открывается/u, '/k/ticket': map, '/k/ticket/new': /После создания номер/u, '/p/:ticket': tickets },
  },
  {
    role: 'support3',
    look: 'phoneLight',
    menu: ['Обращения'],
    pages: { '/inbox': /Дел нет|Не открывается/u, '/p/:ticket': tickets, '/notifications': /Уведомлений нет/u },
  },
  {
    role: 'manager',
    look: 'wideDark',
    menu: ['Обращения', 'Визиты', 'Календарь'],
    pages: { '/k/ticket': map, '/k/visit': visitMap, '/calendar?view=month': /Неделя/u, '/inbox': /Мои дела/u, '/p/:ticket': tickets },
  },
  {
    role: 'admin',
    look: 'wideDark',
    menu: ['Обращения', 'Визиты', 'Администрирование'],
    pages: { '/admin': /Добавить сотрудника/u, '/admin/calendar': /Часовой пояс/u, '/p/:ticket?do=reject': /Повтор/u },
  },
  {
    role: 'orgadmin',
    look: 'phoneLight',
    menu: ['Обращения', 'Администрирование'],
    pages: {
      '/admin': /Добавить сотрудника/u,
      '/admin/calendar': /Часовой пояс/u,
      '/admin/policies': /./u,
      '/admin/audit': /./u,
      '/k/ticket': map,
    },
  },
  {
    role: 'auditor',
    look: 'wideLight',
    menu: ['Обращения', 'Визиты', 'Журнал изменений'],
    pages: { '/admin/audit': /Журнал изменений/u, '/k/ticket': map, '/p/:ticket': tickets, '/inbox': /Мои дела/u },
  },
  { role: 'pm', look: 'phoneLight', menu: ['Обращения'], pages: { '/inbox': /Дел нет/u, '/k/ticket': map } },
  {
    role: 'rep',
    look: 'wideLight',
    menu: ['Визиты'],
    pages: { '/inbox': /Дел нет/u, '/k/visit': visitMap, '/k/visit/new': /уйдёт приглашение/u, '/notifications': /Уведомлений нет/u },
  },
  {
    role: 'rep',
    look: 'phoneDark',
    menu: [],
    pages: {
      '/calendar': /В этот день визитов нет/u,
      '/inbox': /Дел нет/u,
      '/k/ticket': /./u,
      '/k/visit?view=list': /Визит появится/u,
      '/k/visit/new': /уйдёт приглашение/u,
    },
  },
]

describe('each role', () => {
  it.each(visits)('$role finds its own places, sound and whole ($look)', async ({ role, look, menu, pages }) => {
    const person = await makePerson(site.stack.db, [org], [role])
    const desk = await openDesk(site, looks[look])
    const page = await desk.open('/')
    await page.getByRole('textbox', { name: 'Почта' }).fill(person.email)
    await page.getByLabel('Пароль').fill(person.password)
    await page.keyboard.press('Enter')
    await page.waitForURL(role === 'rep' && looks[look].width === 360 ? '**/calendar' : '**/inbox')
    if (looks[look].width === 1440) {
      const nav = page.getByRole('navigation', { name: 'Основное меню' }).first()
      await nav.getByRole('link', { name: 'Уведомления' }).waitFor()
      const words = await nav.getByRole('link').allInnerTexts()
      const names = words.map((one) => one.replace(/[\d\s]+$/u, '').trim())
      expect(names.filter((name) => name !== '')).toEqual(expect.arrayContaining(['Мои дела', 'Уведомления', ...menu]))
      for (const other of ['Обращения', 'Визиты', 'Администрирование', 'Журнал изменений'])
        expect(names.includes(other)).toBe(menu.includes(other))
    }
    for (const [path, words] of Object.entries(pages)) {
      await page.goto(path.replace(':ticket', ticket))
      await page.getByRole('main').getByText(words).first().waitFor()
      await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' })
      await expectSound(page, `${role} ${path} ${look}`)
      // A page opens at its top, whatever it brings into view inside.
      expect(await page.evaluate('scrollY')).toBe(0)
    }
    expect(desk.complaints).toEqual([])
    await desk.context.close()
  })

  it.each(Object.entries(looks))('a stranger finds the login sound and is told what is wrong (%s)', async (_name, look) => {
    const desk = await openDesk(site, look)
    const page = await desk.open('/admin')
    await page.getByRole('textbox', { name: 'Почта' }).fill('nobody@client.example')
    await page.getByLabel('Пароль').fill('wrong')
    await page.keyboard.press('Enter')
    await page.getByRole('alert').filter({ hasText: 'не подходят' }).waitFor()
    await expectSound(page, `login ${look.width} ${look.theme}`)
    await desk.context.close()
  })
})

import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestPerson } from '../support/people.ts'

let site: ConsoleSite
let admin: Desk
let support: Desk
let colleague: Desk
let supporter: TestPerson
const longSubject = 'Ы'.repeat(180)
const ids: string[] = []
beforeAll(async () => {
  site = await startConsoleSite()
  const org = await makeOrganization(site.stack.db)
  supporter = await makePerson(site.stack.db, [org], ['support1'])
  admin = await openDeskOf(site, await makePerson(site.stack.db, [org], ['admin']))
  support = await openDeskOf(site, supporter)
  colleague = await openDeskOf(site, await makePerson(site.stack.db, [org], ['support1']))
  for (const subject of ['Не печатает', longSubject]) {
    const common = { requestType: 'incident', priority: 'normal', channel: 'phone', language: 'ru', requesterEmail: 'petr@client.example' }
    const input = { ...common, subject, description: 'Помогите.' }
    const made = await call(support, site, 'process.start', { kind: 'ticket', input, requestId: crypto.randomUUID() })
    if (!isJsonObject(made) || typeof made['id'] !== 'string') throw new Error('The ticket was not started')
    ids.push(made['id'])
  }
}, 120_000)
afterAll(() => site.close())

const act = async (desk: Desk, id: string, action: string, form: Record<string, string> = {}): Promise<unknown> =>
  call(desk, site, 'process.act', { id, action, form, requestId: crypto.randomUUID() })

describe('adding a member of staff', () => {
  let page: Page
  it('names every empty field', async () => {
    page = await admin.open('/admin/users')
    await page.getByRole('button', { name: 'Добавить сотрудника' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Сохранить' }).click()
    await expect.poll(() => dialog.getByText('Заполните это поле').count()).toBe(3)
  })

  it('keeps the password before the eyes after a double click, Esc and a click beside it', async () => {
    const dialog = page.getByRole('dialog')
    await dialog.getByLabel('Имя').fill('Вера Новая')
    await dialog.getByLabel('Почта').fill('vera.novaya@people.example')
    await dialog.getByText('Поддержка, линия 1').click()
    await dialog.getByRole('button', { name: 'Сохранить' }).dblclick()
    await dialog.getByText(/Пароль для входа/u).waitFor()
    await page.keyboard.press('Escape')
    await page.mouse.click(5, 5)
    expect(await dialog.getByText(/Пароль для входа/u).isVisible()).toBe(true)
    await expect
      .poll(async () => {
        const close = dialog.getByRole('button', { name: 'Закрыть' })
        if ((await close.count()) > 0) await close.click()
        return dialog.count()
      })
      .toBe(0)
    expect(await page.getByText('vera.novaya@people.example').count()).toBe(1)
  })
})

describe('a form open while a colleague moves the process', () => {
  it('stays with its words, and says why it cannot be sent', async () => {
    const [id = ''] = ids
    await act(support, id, 'take')
    const page = await support.open(`/p/${id}?do=ask`)
    const words = page.getByRole('textbox', { name: 'Вопрос заявителю' })
    await words.fill('Какой принтер?')
    await act(colleague, id, 'ask', { comment: 'Какая модель?' })
    await page.getByRole('alert').filter({ hasText: 'Пока вы писали, процесс передвинулся' }).waitFor()
    expect(await words.inputValue()).toBe('Какой принтер?')
    expect(await page.locator('.refusal').innerText()).toContain('Скопировать написанное')
    await expectSound(page, 'gone form')
    await act(colleague, id, 'answer', { comment: 'По телефону: любой.' })
    await page.getByRole('alert').filter({ hasText: 'Пока вы писали' }).waitFor({ state: 'hidden' })
    expect(await words.inputValue()).toBe('Какой принтер?')

    await page.locator('input[type=file]').setInputFiles([
      { name: 'a.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
      { name: 'b.txt', mimeType: 'text/plain', buffer: Buffer.from('') },
    ])
    await page.getByText('Файл «a.txt» пустой. Файл «b.txt» пустой.').waitFor()
    await words.fill('щ'.repeat(20_000))
    await page.getByText(/^Достигнут предел: 20\s000 знаков$/u).waitFor()
  })
})

describe('a long word and an ended ticket', () => {
  it('does not widen a phone, and is searched for among the ended too', async () => {
    const phone = await openDeskOf(site, supporter, { width: 360 })
    const small = await phone.open('/inbox')
    await small.getByText(longSubject).first().waitFor()
    await expectSound(small, 'long subject in the inbox')
    const list = await phone.open('/k/ticket?view=list')
    await list.getByText(longSubject).first().waitFor()
    await expectSound(list, 'long subject in the list')

    await act(support, ids[1] ?? '', 'reject', { why: 'other', comment: 'Не к нам' })
    const page = await support.open(`/k/ticket?q=${encodeURIComponent(longSubject)}`)
    await page.getByRole('button', { name: 'Искать и среди завершённых' }).click()
    await page.getByText(longSubject).first().waitFor()
    expect(support.complaints).toEqual([])
  })
})

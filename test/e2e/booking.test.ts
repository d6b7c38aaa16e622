import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
let analyst: Desk
let phone: Desk
beforeAll(async () => {
  site = await startConsoleSite()
  const org = await makeOrganization(site.stack.db)
  await makePerson(site.stack.db, [org], ['rep'], 'Ирина Своя')
  const lidia = await makePerson(site.stack.db, [org], ['analyst'])
  // Far from the organization's zone: what is shown and what is typed is of its clock all the same.
  analyst = await openDeskOf(site, lidia, { zone: 'America/St_Johns' })
  phone = await openDeskOf(site, lidia, { width: 360, theme: 'dark' })
  await call(analyst, site, 'directory.products.save', { form: { name: 'Витамин Д' } })
}, 120_000)
afterAll(() => site.close())

describe('booking a visit', () => {
  it('begins with a contact of the directory, who is added in a window', async () => {
    const page = await analyst.open('/contacts')
    await page.getByRole('button', { name: 'Добавить контакт' }).click()
    const window = page.getByRole('dialog')
    await window.getByLabel('Имя').fill('Семён Фёдоров')
    await window.getByLabel('Телефон').fill('8 912 345-67-89')
    await window.getByLabel('Почта').fill('fedorov@apteka.example')
    await window.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByRole('button', { name: /Семён Фёдоров/ }).waitFor()
    await expectSound(page, 'contacts')
    const small = await phone.open('/contacts')
    await small.getByRole('button', { name: /Семён Фёдоров/ }).waitFor()
    await expectSound(small, 'contacts on a phone')
  })

  it('tells of a known contact before a second is added, keeps that two are two, and makes two one by two clicks', async () => {
    const page = await phone.open('/contacts')
    await page.getByRole('button', { name: 'Добавить контакт' }).click()
    const window = page.getByRole('dialog')
    await window.getByLabel('Имя').fill('Фёдоров С.')
    await window.getByLabel('Должность').fill('Фармацевт')
    await window.getByLabel('Телефон').fill('+7 912 345 67 89')
    await window.getByRole('button', { name: 'Сохранить' }).click()
    await window.getByRole('button', { name: /Семён Фёдоров/ }).waitFor()
    await expectSound(page, 'a contact that is known on a phone')
    await window.getByRole('button', { name: 'Сохранить' }).click()
    await page.getByRole('button', { name: /Фёдоров С\./ }).waitFor()
    await page.goto(new URL('/contacts/duplicates', page.url()).href)
    const pair = page.getByRole('button', { name: /Семён Фёдоров.*Фёдоров С\./ })
    await pair.click()
    await window.getByRole('button', { name: 'Это разные люди' }).click()
    await page.getByText('Разные люди: 1 пара').click()
    await expectSound(page, 'two people on a phone')
    await page.getByRole('button', { name: 'Снова предлагать' }).click()
    await pair.click()
    await window.getByText('← Фармацевт').waitFor()
    await expectSound(page, 'a merge on a phone')
    await window.getByRole('button', { name: 'Объединить' }).click()
    await page.getByText('Похожих контактов нет').waitFor()
    await expectSound(page, 'no duplicates on a phone')
  })

  it('takes contacts from a table after showing what is wrong with it, on a phone too', async () => {
    const page = await phone.open('/contacts')
    await page.getByRole('button', { name: 'Загрузить из файла' }).click()
    const window = page.getByRole('dialog')
    const give = (text: string) =>
      window.getByLabel('Выбрать файл').setInputFiles({ name: 'contacts.csv', mimeType: 'text/csv', buffer: Buffer.from(text) })
    await give('ФИО;Почта;Город\nВера Новая;vera;Атлантида\n')
    await window.getByText(/Строка 2, почта/).waitFor()
    expect(await window.getByRole('button', { name: /Загрузить/ }).count()).toBe(0)
    await expectSound(page, 'a table with mistakes on a phone')
    await give('ФИО;Почта;Город\nВера Новая;vera@apteka.example;Омск\n')
    await window.getByRole('button', { name: 'Загрузить 1 контакт' }).click()
    await page.getByRole('button', { name: /Вера Новая/ }).waitFor()
  })

  it('says whose the e-mail is that somebody types for a new contact, and takes them by a click', async () => {
    const page = await phone.open('/k/visit/new')
    await page.getByLabel('Контактное лицо').fill('Сеня')
    await page.getByLabel('Почта контакта').fill('fedorov@apteka.example')
    const known = page.getByRole('group', { name: /Такая почта или такой телефон/ })
    await known.getByRole('button', { name: /Семён Фёдоров/ }).click()
    await page.getByRole('button', { name: 'Выбрать другого' }).click()
    expect(await page.getByLabel('Контактное лицо').inputValue()).toBe('Семён Фёдоров')
    await expectSound(page, 'a known contact in a booking on a phone')
    await known.waitFor()
    await page.getByLabel('Контактное лицо').fill('')
    await page.getByLabel('Почта контакта').fill('')
  })

  it('takes a contact by a few letters, a free time by a click, and offers others when somebody was first', async () => {
    const fill = async (desk: Desk, where: string) => {
      const page = await desk.open('/k/visit/new')
      await page.getByLabel('Представитель').selectOption({ label: 'Ирина Своя' })
      await page.getByRole('button', { name: 'Создать' }).click()
      expect(await page.getByLabel('Контактное лицо').getAttribute('aria-invalid')).toBe('true')
      const find = page.getByRole('combobox', { name: 'Контакт из справочника' })
      await find.fill('сем фед')
      await page.getByRole('option', { name: /Семён Фёдоров/ }).waitFor()
      await expectSound(page, `${where}, its contact found`)
      await find.press('Escape')
      await page.getByRole('option', { name: /Семён Фёдоров/ }).waitFor({ state: 'hidden' })
      // What was found for fewer letters is nobody's answer, and the form is not sent by looking.
      await find.pressSequentially('ж')
      await find.press('Enter')
      expect(await page.getByRole('button', { name: 'Выбрать другого' }).count()).toBe(0)
      await find.press('Backspace')
      await page.getByRole('option', { name: /Семён Фёдоров/ }).waitFor()
      await find.press('ArrowDown')
      await find.press('Enter')
      // What was wrong is not said of what is filled in.
      await page.getByRole('button', { name: 'Выбрать другого' }).waitFor()
      expect(await page.getByLabel('Контактное лицо').getAttribute('aria-invalid')).toBeNull()
      await page.getByLabel('Посещаемая организация').fill('Аптека № 5')
      await page.getByLabel('Продукт 1').selectOption('Витамин Д')
      await page.getByLabel('Цели').fill('Показать исследование')
      // An analyst books remote visits alone, which are nowhere.
      expect([await page.getByLabel('Очно').count(), await page.getByLabel('Адрес').count()]).toEqual([0, 0])
      const times = page.getByRole('group', { name: 'Ближайшее свободное время у обоих' }).getByRole('button')
      await times.first().click()
      await expectSound(page, where)
      return page
    }
    const first = await fill(analyst, 'a booking')
    const free = await first.getByLabel('Начало').inputValue()
    const taken = await first.getByRole('button', { pressed: true }).innerText()
    expect(taken.match(/\d+:\d+/)?.[0].padStart(5, '0')).toBe(free.slice(11))
    await first.getByText('Время: Москва').waitFor()
    // Every year begins with a day off, and at three it is night.
    await first.getByLabel('Начало').fill(`${String(new Date().getFullYear() + 1)}-01-01T03:00`)
    await first.getByText(/У контакта это ночь: 1\sянваря\s\d+,\s3:00/).waitFor()
    await first.getByRole('button', { name: 'Всё равно назначить' }).waitFor()
    await expectSound(first, 'a booking at night')
    await first.getByLabel('Начало').fill(`${free.slice(0, 11)}20:30`)
    await first.getByText('Это вне рабочих часов').waitFor()
    await first.getByLabel('Начало').fill(free)
    const second = await fill(phone, 'a booking on a phone')
    expect(await first.getByLabel('Почта контакта').inputValue()).toBe('fedorov@apteka.example')
    await first.getByRole('button', { name: 'Создать' }).click()
    await first.getByRole('heading', { name: /Семён Фёдоров/ }).waitFor()
    await second.getByRole('button', { name: 'Создать' }).click()
    const others = second.getByRole('group', { name: 'Свободное время вместо занятого' }).getByRole('button')
    await others.nth(5).waitFor()
    expect(await others.count()).toBe(6)
    expect(await second.getByLabel('Цели').inputValue()).toBe('Показать исследование')
    await others.first().click()
    await second.getByRole('button', { name: 'Создать' }).click()
    await second.getByRole('heading', { name: /Семён Фёдоров/ }).waitFor()
    const form = { name: 'Закрытая клиника', refusal: 'приказ № 12' }
    const place = await call(analyst, site, 'directory.organizations.save', { form })
    const organizationId = isJsonObject(place) ? String(place['id']) : ''
    await call(analyst, site, 'directory.contacts.save', { organizationId, form: { name: 'Пётр Закрытый', language: 'ru' } })
    await second.goto(new URL('/k/visit/new', second.url()).href)
    await second.getByLabel('Представитель').selectOption({ label: 'Ирина Своя' })
    await second.getByRole('combobox', { name: 'Контакт из справочника' }).fill('пет зак')
    await second.getByRole('option', { name: /Пётр Закрытый/ }).click()
    await second.getByText(/«Закрытая клиника» не принимает представителей: приказ № 12/).waitFor()
    expect([...analyst.complaints, ...phone.complaints]).toEqual([])
  })
})

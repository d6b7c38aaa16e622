import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { visit } from '../../domain/visit.ts'
import { events } from '../../db/schema/process.ts'
import { visits } from '../../db/schema/visit.ts'
import { newId } from '../../db/id.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { beginProcess } from '../../services/process/begin.ts'
import { handOver } from '../../services/process/start.ts'
import { expectSound, openDeskOf } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestPerson } from '../support/people.ts'
import { visitRow } from '../support/visit-rows.ts'
import { booking } from '../workflows/visit-walk.ts'

const dayMs = 86_400_000
/** A day ahead at 12:00 in Moscow, so that a drag stays in the future. */
const startsAt = Math.ceil(Date.now() / dayMs + 1) * dayMs + 9 * 3_600_000
const date = new Date(startsAt).toISOString().slice(0, 10)

let site: ConsoleSite
let rep: TestPerson
let id: string
let tenantId: string
beforeAll(async () => {
  site = await startConsoleSite()
  const { db, engine } = site.stack
  const org = await makeOrganization(db)
  tenantId = org.id
  rep = await makePerson(db, [org], ['rep'], 'Ирина Своя')
  const form = { ...booking(startsAt, 'inPerson'), repId: rep.id, contactEmail: 'drag@apteka.example', contactPhone: '+79123456789' }
  const actor = { kind: 'staff', id: rep.id, name: 'Ирина Своя', roles: ['rep'] } as const
  const ctx = { db, tenantId: org.id, actor, lang: 'ru', now: new Date(), requestId: newId() } as const
  const begun = await db.tenant(org.id, async (tx) => {
    const contactId = await findOrCreateContact(tx, ctx, { email: form.contactEmail, name: form.contactName, lang: 'ru' })
    return beginProcess(tx, ctx, visit, { ...form, address: 'Лесная, 1' }, contactId)
  })
  await handOver(ctx, engine, begun)
  id = begun.id
}, 120_000)
afterAll(() => site.close())

const storedStart = () =>
  site.stack.db.system(async (tx) => (await tx.select().from(visits).where(eq(visits.processId, id)))[0]?.startsAt.getTime())

it('moves a visit that is dragged once the reason is given, and puts it back when it is not', async () => {
  const desk = await openDeskOf(site, rep)
  const states = Object.keys(visit.states)
  const page = await desk.open(`/calendar?view=day&date=${date}&mode=inPerson&state=${states.join('.')}`)
  // Of many conditions a few are told, the others by one button that takes each away.
  const more = page.getByRole('button', { name: `и ещё ${String(states.length - 5)}` })
  await more.click()
  await page.getByRole('menuitemradio').last().click()
  await more.waitFor({ state: 'detached' })
  const card = page.locator('.ec-event.cal-visit', { hasText: 'Пётр Алексеев' })
  await card.waitFor()
  expect(await card.textContent()).toContain('Запланирован')
  await expectSound(page, 'the calendar of a day')
  const drag = async (): Promise<void> => {
    const box = await card.boundingBox()
    if (!box) throw new Error('The visit is nowhere to be seen')
    const [x, y] = [box.x + box.width / 2, box.y + 10]
    await page.mouse.move(x, y)
    await page.mouse.down()
    await page.mouse.move(x, y + 30, { steps: 4 })
    await page.mouse.move(x, y + 60, { steps: 4 })
    await page.mouse.up()
  }
  await drag()
  const reason = page.getByLabel('Почему переносится')
  await reason.waitFor()
  expect(await card.textContent()).toContain('13:00')
  await page.getByRole('dialog').getByRole('button', { name: 'Отмена' }).click()
  await expect.poll(() => card.textContent()).toContain('12:00')
  expect(await storedStart()).toBe(startsAt)

  await page.keyboard.press('Escape')
  await drag()
  await reason.fill('Контакт просил позже')
  await page.getByRole('dialog').getByRole('button', { name: 'Перенести' }).click()
  await eventually(async () => ((await storedStart()) === startsAt + 3_600_000 ? true : undefined), 'the visit is moved')
  const [moved] = await site.stack.db.system((tx) => tx.select().from(events).where(eq(events.processId, id)).orderBy(events.seq).offset(1))
  expect(moved).toMatchObject({ name: 'reschedule', form: { comment: 'Контакт просил позже', durationMinutes: 45 } })

  // The same without a mouse: the card opens by the keyboard and offers the same action.
  await page.getByRole('dialog').waitFor({ state: 'detached' })
  // It is drawn anew when this screen hears of the move, and may lose the key then.
  const move = page.getByRole('dialog').getByRole('button', { name: 'Перенести' })
  await eventually(async () => {
    await card.press('Enter')
    return move.waitFor({ timeout: 3_000 }).then(
      () => true,
      () => undefined,
    )
  }, 'the card is open')
  expect(desk.complaints).toEqual([])
  await desk.context.close()
})

it('says of a month how many visits a day has that do not fit it, and opens the day', async () => {
  const day = startsAt + 60 * dayMs
  const rows = Array.from({ length: 14 }, (_, at) =>
    visitRow(tenantId, rep, day + (at * dayMs) / 48, at < 13 ? {} : { state: 'cancelled', holds: false }),
  )
  await site.stack.db.tenant(tenantId, (tx) => tx.insert(visits).values(rows))
  const desk = await openDeskOf(site, rep)
  const page = await desk.open(`/calendar?view=month&date=${new Date(day).toISOString().slice(0, 10)}`)
  const crowd = page.getByRole('button', { name: '14 визитов: Запланирован 13, Отменён 1. Открыть день' })
  await crowd.waitFor()
  await expectSound(page, 'the calendar of a month')
  await crowd.click()
  await page.waitForURL(/view=day/)
  await expect.poll(() => page.locator('.ec-event.cal-visit').count()).toBe(14)
  expect(desk.complaints).toEqual([])
  await desk.context.close()
})

it('gives a phone the day first: whom to call and where to go', async () => {
  const desk = await openDeskOf(site, rep, { width: 360, theme: 'dark' })
  const page = await desk.open('/')
  await page.waitForURL('**/calendar')
  await page.goto(`/calendar?date=${date}`)
  await page.getByText('Пётр Алексеев').waitFor()
  expect(await page.getByRole('link', { name: /Позвонить/ }).getAttribute('href')).toBe('tel:+79123456789')
  expect(await page.getByRole('link', { name: 'Маршрут' }).getAttribute('href')).toContain('text=')
  await expectSound(page, 'the day on a phone')
  await page.getByRole('button', { name: 'Следующий день' }).click()
  await page.getByText('В этот день визитов нет').waitFor()
  expect(desk.complaints).toEqual([])
  await desk.context.close()
})

it('goes by a zone that was chosen in another tab', async () => {
  const desk = await openDeskOf(site, rep)
  const calendar = await desk.open(`/calendar?view=day&date=${date}`)
  await calendar.locator('[title="Europe/Moscow"]').waitFor()
  const account = await desk.open('/account/zone')
  await account.getByRole('combobox', { name: 'Мой часовой пояс' }).selectOption('Asia/Omsk')
  await account.getByRole('button', { name: 'Сохранить' }).click()
  await calendar.locator('[title="Asia/Omsk"]').waitFor()
  // What was at 13:00 in Moscow.
  await expect.poll(() => calendar.locator('.ec-event.cal-visit', { hasText: 'Пётр Алексеев' }).textContent()).toContain('16:00')
  expect(desk.complaints).toEqual([])
  await desk.context.close()
})

import { eq } from 'drizzle-orm'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { newId } from '../../db/id.ts'
import { files } from '../../db/schema/message.ts'
import { events, processes } from '../../db/schema/process.ts'
import { dayIn } from '../../domain/calendar/day-in.ts'
import { isJsonObject } from '../../domain/json.ts'
import { call, expectSound, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'
import { booking } from '../workflows/visit-walk.ts'

let site: ConsoleSite
let org: TestOrganization
let rep: TestPerson
let manager: TestPerson
beforeAll(async () => {
  site = await startConsoleSite()
  org = await makeOrganization(site.stack.db)
  rep = await makePerson(site.stack.db, [org], ['rep'])
  manager = await makePerson(site.stack.db, [org], ['manager'])
}, 120_000)
afterAll(() => site.close())

/** A picture larger than what is sent, drawn by the browser itself. */
const drawn = `new Promise((resolve) => {
  const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1200 })
  canvas.getContext('2d').fillRect(0, 0, 1200, 1200)
  canvas.toBlob((blob) => blob.arrayBuffer().then((bytes) => resolve([...new Uint8Array(bytes)])), 'image/jpeg')
})`
const rowOf = (id: string) =>
  site.stack.db.tenantRead(org.id, async (tx) => (await tx.select().from(processes).where(eq(processes.id, id)))[0])
const namesOf = (id: string) =>
  site.stack.db.tenantRead(org.id, async (tx) =>
    (await tx.select().from(events).where(eq(events.processId, id)).orderBy(events.seq)).map((event) => event.name),
  )

async function newVisit(desk: Desk, startsAt: number): Promise<string> {
  const input = { ...booking(startsAt), repId: rep.id }
  const started = await call(desk, site, 'process.start', { kind: 'visit', requestId: newId(), input })
  return isJsonObject(started) ? String(started['id']) : ''
}
const act = (desk: Desk, id: string, action: string, form: object = {}) =>
  call(desk, site, 'process.act', { id, action, form, requestId: newId() })

const keptKeys = `new Promise((resolve) => {
  const opening = indexedDB.open('vekha.kept')
  opening.onsuccess = () => {
    const store = opening.result.transaction('process').objectStore('process').getAllKeys()
    store.onsuccess = () => { opening.result.close(); resolve(store.result) }
  }
})`
/** Holds what is kept as the program before this one did. */
const keptBefore = `new Promise((resolve) => {
  const opening = indexedDB.open('vekha.kept', 1)
  opening.onupgradeneeded = () => { for (const name of ['me', 'process', 'history', 'inbox']) opening.result.createObjectStore(name) }
  opening.onsuccess = () => { globalThis.held = opening.result; resolve(true) }
})`
/** Until this browser can do without the network: the program is kept, and so are the visits. */
async function prepared(page: Page, ids: readonly string[]): Promise<void> {
  await page.evaluate('navigator.serviceWorker.ready.then(() => true)')
  await eventually(async () => {
    const keys: unknown = await page.evaluate(keptKeys)
    const isKept = (id: string): boolean => Array.isArray(keys) && keys.some((key) => String(key).endsWith(id))
    const isGuided = await page.evaluate('navigator.serviceWorker.controller !== null')
    return isGuided === true && ids.every(isKept) ? true : undefined
  }, 'the browser keeps what it needs')
}

test('a visit is finished and reported without a network; when it is back all of it arrives, once, and a move of the office is told', async () => {
  const desk = await openDeskOf(site, rep, { width: 360 })
  const startsAt = Date.now() + 10 * 60_000
  const [held, moved] = [await newVisit(desk, startsAt), await newVisit(desk, startsAt + 5 * 3_600_000)]
  await act(desk, held, 'confirm')
  await act(desk, held, 'start')
  // A tab that is open since before an upgrade keeps nobody out, and is not waited for.
  const before = await desk.context.newPage()
  await before.goto('/healthz')
  await before.evaluate(keptBefore)
  const page = await desk.open('/inbox')
  await page.getByText('Пётр Алексеев').first().waitFor()
  await before.close()
  await page.reload()
  await prepared(page, [held, moved])

  await desk.context.setOffline(true)
  await page.goto(`/calendar?date=${dayIn('Europe/Moscow', startsAt)}`)
  await page.getByRole('link', { name: 'Пётр Алексеев' }).first().click()
  // The day's card has such a button too.
  await page.getByRole('heading', { level: 1, name: 'Пётр Алексеев' }).waitFor()
  await page.getByText('Нет сети').waitFor()
  await page.getByRole('button', { name: 'Завершить' }).click()
  await page.getByText('сохранено на этом устройстве').first().waitFor()
  await page.getByText('«Завершить» ждёт сети').waitFor()
  await page.getByRole('button', { name: 'Сдать отчёт' }).click()
  await page.getByRole('textbox', { name: 'Заметки' }).fill('Просит образцы к пятнице.')
  await page.getByText('Да', { exact: true }).click()
  const bytes: unknown = await page.evaluate(drawn)
  const picture = Buffer.from(Array.isArray(bytes) ? bytes.map(Number) : [])
  await page.locator('input[type=file]').setInputFiles({ name: 'полка.png', mimeType: 'image/jpeg', buffer: picture })
  await page.getByText('полка.jpg').waitFor()
  // As after a battery that ran out: the draft and its picture are where they were.
  await page.reload()
  await page.getByText('полка.jpg').waitFor()
  await page.getByRole('button', { name: 'Сдать отчёт' }).last().click()
  await page.getByText('Не отправлены 2 шага').waitFor()
  await page.goto('/unsent')
  await page.getByText('Просит образцы к пятнице.').waitFor()
  await expectSound(page, 'what is not sent')
  await page.goto(`/p/${moved}`)
  await page.getByRole('button', { name: 'Подтвердить' }).click()
  await page.getByText('Не отправлены 3 шага').waitFor()
  expect((await rowOf(held))?.state).toBe('inProgress')

  const office = await openDeskOf(site, manager)
  const later = new Date(startsAt + 30 * 3_600_000).toISOString()
  await act(office, moved, 'reschedule', { startsAt: later, comment: 'Врач в отпуске' })
  await desk.context.setOffline(false)
  await eventually(async () => ((await rowOf(held))?.state === 'review' ? true : undefined), 'the report arrives')
  await page.getByText('Не принят 1 шаг: посмотрите').click()
  await page.getByText('Как сейчас').waitFor()
  await expectSound(page, 'a refused step')
  await page.getByRole('button', { name: 'Отправить всё равно' }).click()
  await page.getByText('Всё отправлено').waitFor()

  expect((await rowOf(moved))?.state).toBe('confirmed')
  expect((await rowOf(held))?.data).toMatchObject({ notes: 'Просит образцы к пятнице.', goalsReached: 'yes' })
  const names = await namesOf(held)
  expect(names.filter((name) => name === 'report')).toHaveLength(1)
  expect(names.filter((name) => name === 'finish')).toHaveLength(1)
  const photos = await site.stack.db.tenantRead(org.id, (tx) => tx.select().from(files).where(eq(files.processId, held)))
  expect(photos.map(({ name, contentType }) => [name, contentType])).toEqual([['полка.jpg', 'image/jpeg']])
  expect(photos[0]?.sizeBytes).toBeLessThan(picture.length)

  // Whoever takes the phone next finds nothing of it.
  await page.goto('/notifications')
  await page.getByRole('button', { name: 'Выйти' }).click()
  await page.getByRole('heading', { name: 'Вход для сотрудников' }).waitFor()
  await desk.context.setOffline(true)
  await page.goto('/inbox')
  await page.getByText('Нет связи с сервером').waitFor()
  expect(desk.complaints).toEqual([])
}, 90_000)

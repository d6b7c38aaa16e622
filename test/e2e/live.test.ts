import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { call, openDeskOf } from '../support/console-page.ts'
import type { Desk } from '../support/console-page.ts'
import { startConsoleSite } from '../support/console-site.ts'
import type { ConsoleSite } from '../support/console-site.ts'
import { makeOrganization, makePerson } from '../support/people.ts'

let site: ConsoleSite
let desk: Desk
let elsewhere: Desk
beforeAll(async () => {
  site = await startConsoleSite()
  const org = await makeOrganization(site.stack.db)
  desk = await openDeskOf(site, await makePerson(site.stack.db, [org], ['support1']))
  elsewhere = await openDeskOf(site, await makePerson(site.stack.db, [org], ['support1']))
}, 120_000)
afterAll(() => site.close())

const newTicket = (subject: string) => {
  const common = { requestType: 'incident', priority: 'normal', channel: 'phone', language: 'ru', requesterEmail: 'petr@client.example' }
  const input = { ...common, subject, description: 'Пришло по телефону.' }
  return call(elsewhere, site, 'process.start', { kind: 'ticket', input, requestId: crypto.randomUUID() })
}
const seenBy = (pages: readonly Page[], subject: string) => Promise.all(pages.map((page) => page.getByText(subject).first().waitFor()))

describe('eight tabs of one browser', () => {
  it('share one live connection, show a change all, and hand the connection on when its tab closes', async () => {
    const first = await desk.open('/inbox')
    await expect.poll(() => site.live().open).toBe(1)
    const others: Page[] = []
    for (const path of ['/k/ticket', '/inbox', '/k/ticket', '/inbox', '/k/ticket', '/inbox', '/k/ticket'])
      others.push(await desk.open(path))
    const tabs = [first, ...others]
    await Promise.all(tabs.map((tab) => tab.getByRole('main').getByRole('heading', { level: 1 }).waitFor()))
    expect(site.live()).toEqual({ asked: 1, open: 1 })
    await newTicket('Видно во всех вкладках')
    await seenBy(tabs, 'Видно во всех вкладках')
    expect(site.live()).toEqual({ asked: 1, open: 1 })

    // The first tab holds the lock; when it goes, the browser gives it to another.
    await first.close()
    await expect.poll(() => site.live(), { timeout: 10_000 }).toEqual({ asked: 2, open: 1 })
    await newTicket('Видно после смены вкладки')
    await seenBy(others, 'Видно после смены вкладки')
    expect(site.live()).toEqual({ asked: 2, open: 1 })

    await Promise.all(others.map((tab) => tab.close()))
    await expect.poll(() => site.live().open).toBe(0)
    expect(desk.complaints).toEqual([])
  })

  it('show what happened while the connection was broken, once it is back', async () => {
    const tabs = [await desk.open('/inbox'), await desk.open('/inbox')]
    await expect.poll(() => site.live().open).toBe(1)
    await seenBy(tabs, 'Видно после смены вкладки')
    await desk.context.route('**/trpc/live**', (route) => route.abort('connectionrefused'))
    site.cutLive()
    await expect.poll(() => site.live().open).toBe(0)
    await newTicket('Пришло без связи')
    await desk.context.unroute('**/trpc/live**')
    await seenBy(tabs, 'Пришло без связи')
  })
})

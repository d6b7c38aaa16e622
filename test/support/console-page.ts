import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { BrowserContext, BrowserContextOptions, Page } from 'playwright-core'
import { expect } from 'vitest'
import { isJsonObject } from '../../domain/json.ts'
import type { ConsoleSite } from './console-site.ts'
import type { TestPerson } from './people.ts'

export interface Look {
  readonly width?: 360 | 1440
  readonly theme?: 'light' | 'dark'
  /** Where the browser is, an IANA zone; in that of the organization where not given. */
  readonly zone?: string
}
/** A browser of one person: its tabs share cookies and the live connection. */
export interface Desk {
  readonly context: BrowserContext
  /** What the pages complained of in the console, apart from answers the test asked for. */
  readonly complaints: string[]
  open(path: string): Promise<Page>
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const serious = `axe.run(document, { resultTypes: ['violations'] }).then((result) => result.violations
  .filter((one) => one.impact === 'serious' || one.impact === 'critical')
  .map((one) => one.id + ': ' + one.nodes.slice(0, 3).map((node) => node.html.slice(0, 200)).join(' ')))`

/** Nothing serious for people with assistive programs, nothing wider than the screen. */
export async function expectSound(page: Page, where: string): Promise<void> {
  // The page's own policy runs no script from elsewhere; the protocol's evaluation is not bound by it.
  await page.evaluate(axe)
  const found: unknown = await page.evaluate(serious)
  const overflowPx: unknown = await page.evaluate('Math.max(0, document.documentElement.scrollWidth - window.innerWidth)')
  expect({ where, found, overflowPx }).toEqual({ where, found: [], overflowPx: 0 })
}

/** A browser nobody has signed in to. */
export async function openDesk(site: ConsoleSite, { width = 1440, theme = 'light', zone = 'Europe/Moscow' }: Look = {}): Promise<Desk> {
  const options: BrowserContextOptions = {
    baseURL: site.url,
    viewport: width === 1440 ? { width, height: 900 } : { width, height: 640 },
    hasTouch: width === 360,
    locale: 'ru-RU',
    timezoneId: zone,
    colorScheme: theme,
    reducedMotion: 'reduce',
  }
  const context = await site.browser.newContext(options)
  const complaints: string[] = []
  context.on('weberror', (error) => complaints.push(String(error.error())))
  context.on('console', (message) => {
    // A refused request is told by the browser itself; whether it was right is the test's to say.
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) complaints.push(message.text())
  })
  return {
    context,
    complaints,
    async open(path) {
      const page = await context.newPage()
      await page.goto(path)
      return page
    },
  }
}

/** A browser somebody has signed in to before. */
export async function openDeskOf(site: ConsoleSite, person: TestPerson, look: Look = {}): Promise<Desk> {
  const desk = await openDesk(site, look)
  const data = { email: person.email, password: person.password }
  const answer = await desk.context.request.post('/trpc/session.login', { data, headers: { origin: site.url } })
  if (!answer.ok()) throw new Error(`${person.email} could not sign in: ${await answer.text()}`)
  return desk
}

/** Asks the product as the person of this browser does. */
export async function call(desk: Desk, site: ConsoleSite, path: string, input: object): Promise<unknown> {
  const answer = await desk.context.request.post(`/trpc/${path}`, { data: input, headers: { origin: site.url } })
  const body: unknown = await answer.json()
  const result = isJsonObject(body) ? body['result'] : undefined
  if (!answer.ok() || !isJsonObject(result)) throw new Error(`${path} was refused: ${JSON.stringify(body)}`)
  return result['data']
}

import { randomUUID } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { APIRequestContext, Browser, BrowserContext, BrowserContextOptions } from 'playwright-core'
import { isJsonObject } from '../../domain/json.ts'
import type { JsonObject } from '../../domain/json.ts'
import type { Role } from '../../domain/roles.ts'
import { demoPassword } from '../demo/people.ts'
import { Failure } from '../failure.ts'

/** What the pictures show besides the demo's own matters: one ticket whose requester is asked something. */
export interface Scene {
  /** A matter of support1 that has lived a while. */
  readonly processPath: string
  /** Where the requester's letter leads. */
  readonly requesterPath: string
  readonly outboxPath: string
}

const letterTimeoutMs = 30_000

type Session = Awaited<ReturnType<BrowserContext['storageState']>>
const sessions = new Map<Role, Session>()

/** A browser of a demo account; without a role, of nobody. Each signs in once: the audit log is a picture, too. */
export async function openAs(
  browser: Browser,
  url: string,
  role: Role | undefined,
  options: BrowserContextOptions,
): Promise<BrowserContext> {
  const storageState = role === undefined ? undefined : sessions.get(role)
  const context = await browser.newContext({ ...options, baseURL: url, ...(storageState === undefined ? {} : { storageState }) })
  if (role !== undefined && storageState === undefined) {
    await send(context.request, url, 'session.login', { email: `${role}@demo.example`, password: demoPassword })
    sessions.set(role, await context.storageState())
  }
  return context
}

async function send(request: APIRequestContext, url: string, path: string, data: object): Promise<JsonObject> {
  const answer = await request.post(`/trpc/${path}`, { data, headers: { origin: url } })
  const body: unknown = await answer.json().catch(() => undefined)
  const result = isJsonObject(body) ? body['result'] : undefined
  if (!answer.ok() || !isJsonObject(result))
    throw new Failure(`${url} refused ${path}: ${JSON.stringify(body)}. The pictures are taken of the demo, which \`npm start\` makes.`)
  return isJsonObject(result['data']) ? result['data'] : {}
}

/** The newest letter to somebody that holds the words: its page in the outbox, and the requester's link in it. */
async function letter(
  request: APIRequestContext,
  to: string,
  words: readonly string[],
): Promise<{ readonly page: string; readonly link: string }> {
  for (const untilMs = Date.now() + letterTimeoutMs; Date.now() < untilMs; await sleep(200)) {
    const list = await (await request.get(`/outbox?to=${encodeURIComponent(to)}`)).text()
    for (const [, id] of list.matchAll(/href="\/outbox\/([\w-]+)\?/gu)) {
      const html = await (await request.get(`/outbox/${String(id)}/html`)).text()
      const link = /\/r#[\w-]+/u.exec(html)?.[0]
      if (words.every((one) => html.includes(one)) && link !== undefined) return { page: `/outbox/${String(id)}`, link }
    }
  }
  throw new Failure(`The letter to ${to} did not come to the outbox in ${String(letterTimeoutMs / 1000)} s.`)
}

/** The most pressing matter of whoever is signed in. */
async function ownMatter(context: BrowserContext): Promise<string> {
  const page = await context.newPage()
  await page.goto('/k/ticket?view=list&who=me&sort=due')
  const href = await page.locator('main a[href^="/p/"]').first().getAttribute('href')
  return href ?? '/inbox'
}

/** Plays one ticket up to a question, as support does in the console. */
export async function playScene(browser: Browser, url: string): Promise<Scene> {
  const context = await openAs(browser, url, 'support1', {})
  try {
    const to = 'o.belova@alfa-trade.example'
    const question = 'какой фильтр выбран в отчёте'
    const input = {
      subject: 'Отчёт за октябрь пуст после обновления',
      description:
        'Здравствуйте! Открываю отчёт по продажам за октябрь, а там ни одной строки. Вчера всё было на месте.\n\nОльга Белова, «Альфа-Трейд»',
      requestType: 'incident',
      priority: 'high',
      channel: 'phone',
      language: 'ru',
      requesterEmail: to,
      requesterName: 'Ольга Белова',
    }
    const { id, number } = await send(context.request, url, 'process.start', { kind: 'ticket', input, requestId: randomUUID() })
    const act = (action: string, form: object) => send(context.request, url, 'process.act', { id, action, form, requestId: randomUUID() })
    await act('take', {})
    const comment = `Ольга, подскажите, пожалуйста, ${question}: «Все продукты» или один из них? Если можно, пришлите снимок экрана.`
    await act('ask', { comment })
    const { page, link } = await letter(context.request, to, [String(number), question])
    return { processPath: await ownMatter(context), requesterPath: link, outboxPath: page }
  } finally {
    await context.close()
  }
}

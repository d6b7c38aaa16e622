import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { openDatabase } from '../../../db/client.ts'
import { makeOrganization, makePerson } from '../../../test/support/people.ts'
import { signInTo } from '../../scratch/console-client.ts'
import type { ConsoleClient } from '../../scratch/console-client.ts'
import { startScratch } from '../../scratch/installation.ts'
import type { ScratchInstallation } from '../../scratch/installation.ts'
import { buildWeb } from '../../web-build.ts'
import { percentilesOf } from '../numbers.ts'
import type { BenchRow, Scenario } from '../scenario.ts'
import { withChromium } from './chromium.ts'
import { openEventStream } from './event-stream.ts'

const usualMoves = 200
const aimMs = 500

/** Runs in the page: the wall clock's time at which the words are on the screen. */
const whenShown = (words: string): string => `new Promise((done) => {
  const look = () => { if (document.querySelector('.stream')?.textContent.includes(${JSON.stringify(words)})) { watching.disconnect(); done(Date.now()); } };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})`

type Pair = readonly [actor: ConsoleClient, watcher: ConsoleClient]

/** Two people of one organization. */
async function makePair({ databaseUrl: ownerUrl, secret }: ScratchInstallation, url: string): Promise<Pair> {
  const db = openDatabase({ ownerUrl, secret, maxConnections: 2, onError: () => undefined })
  try {
    const organization = await makeOrganization(db)
    const join = async () => signInTo(url, await makePerson(db, [organization], ['support1', 'manager']))
    return [await join(), await join()]
  } finally {
    await db.close()
  }
}

async function openProcess(browser: Browser, url: string, { headers }: ConsoleClient, id: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 }, locale: 'ru-RU' })
  const cookies = (headers['cookie'] ?? '').split('; ').map((pair) => pair.split('='))
  await context.addCookies(cookies.map(([name = '', ...value]) => ({ name, value: value.join('='), url })))
  const page = await context.newPage()
  await page.goto(`/p/${id}`)
  await page.locator('.stream .message').first().waitFor()
  return page
}

async function measure(browser: Browser, url: string, [actor, watcher]: Pair, moves: number): Promise<BenchRow[]> {
  const input = {
    subject: 'Отчёт пуст',
    description: 'Ни одной строки',
    requestType: 'incident',
    priority: 'normal',
    channel: 'phone',
    language: 'ru',
    requesterEmail: 'live@bench.example',
    requesterName: 'Ольга Белова',
  }
  const { id } = await actor.trpc.process.start.mutate({ kind: 'ticket', input, requestId: randomUUID() })
  const act = (action: string, form: Record<string, string>) => actor.trpc.process.act.mutate({ id, action, form, requestId: randomUUID() })
  await act('take', {})
  const stream = await openEventStream(url, watcher)
  const page = await openProcess(browser, url, watcher, id)
  const times: Record<'answered' | 'told' | 'shown', number[]> = { answered: [], told: [], shown: [] }
  for (let move = 0; move < moves; move += 1) {
    const words = `Слова хода ${String(move)} для замера`
    const shown = page.evaluate(whenShown(words))
    const [startedAt, wallAt] = [performance.now(), Date.now()]
    const { seq } = await act(move % 2 === 0 ? 'ask' : 'answer', { comment: words })
    times.answered.push(performance.now() - startedAt)
    times.told.push((await stream.arrival(id, seq)) - startedAt)
    times.shown.push(Number(await shown) - wallAt)
  }
  stream.close()
  return [
    { what: 'a move is answered', unit: 'ms', numbers: percentilesOf(times.answered) },
    { what: 'told to another session', unit: 'ms', numbers: percentilesOf(times.told), aim: { of: 'p95', atMost: aimMs } },
    { what: 'shown on another screen', unit: 'ms', numbers: percentilesOf(times.shown), aim: { of: 'p95', atMost: aimMs } },
  ]
}

/** From the click of one person to the screen of another. */
export const live: Scenario = {
  name: 'live',
  about: 'how soon a move is on another screen, from its click',
  async run({ progress, calls = usualMoves }) {
    await buildWeb()
    const site = await progress.step('Installation', () => startScratch())
    try {
      const [url = ''] = site.apiUrls
      const pair = await makePair(site, url)
      return await withChromium(progress, (browser) => measure(browser, url, pair, calls))
    } finally {
      await site.close()
    }
  },
}

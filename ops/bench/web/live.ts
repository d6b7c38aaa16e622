import { randomUUID } from 'node:crypto'
import type { Browser, Page } from 'playwright-core'
import { demoPassword } from '../../demo/people.ts'
import { withOwnDemo } from '../../own-demo.ts'
import { signInTo } from '../../scratch/console-client.ts'
import { openAs } from '../../shots/scene.ts'
import { percentilesOf } from '../numbers.ts'
import type { BenchContext, BenchRow, Scenario } from '../scenario.ts'
import { withChromium } from './chromium.ts'
import { openEventStream } from './event-stream.ts'

const moves = 200
const aimMs = 500

/** Runs in the page: the wall clock's time at which the words are on the screen. */
const whenShown = (words: string): string => `new Promise((done) => {
  const look = () => { if (document.querySelector('.stream')?.textContent.includes(${JSON.stringify(words)})) { watching.disconnect(); done(Date.now()); } };
  const watching = new MutationObserver(look);
  watching.observe(document.body, { childList: true, subtree: true, characterData: true });
  look();
})`

async function openProcess(browser: Browser, url: string, id: string): Promise<Page> {
  const context = await openAs(browser, url, 'manager', { viewport: { width: 1440, height: 900 }, locale: 'ru-RU' })
  const page = await context.newPage()
  await page.goto(`/p/${id}`)
  await page.locator('.stream .message').first().waitFor()
  return page
}

async function measure(browser: Browser, url: string): Promise<BenchRow[]> {
  const signIn = (login: string) => signInTo(url, { email: `${login}@demo.example`, password: demoPassword })
  const [actor, watcher] = [await signIn('support1'), await signIn('support2')]
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
  const page = await openProcess(browser, url, id)
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
  run: ({ progress }: BenchContext) => withOwnDemo(progress, (url) => withChromium(progress, (browser) => measure(browser, url))),
}

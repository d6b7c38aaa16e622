import type { Browser } from 'playwright-core'
import { withOwnDemo } from '../../own-demo.ts'
import { openAs, playScene } from '../../shots/scene.ts'
import type { Scene } from '../../shots/scene.ts'
import { screens } from '../../shots/screens.ts'
import type { Screen } from '../../shots/screens.ts'
import { spreadOf } from '../numbers.ts'
import type { BenchContext, BenchRow, Scenario } from '../scenario.ts'
import { withChromium } from './chromium.ts'
import { loadPage } from './page-load.ts'
import type { PageLoad, Profile } from './page-load.ts'

const usualRuns = 2
const profiles: readonly Profile[] = [
  { name: 'desk, 1440', viewport: { width: 1440, height: 900 }, throttled: false },
  { name: 'phone, 360, 4× slower, 1.6 Mbit/s', viewport: { width: 360, height: 780 }, throttled: true },
]
const measured = ['login', 'inbox', 'list', 'map', 'process', 'new-ticket', 'admin-users', 'requester', 'public-form']

interface Loads {
  readonly cold: PageLoad[]
  readonly warm: PageLoad[]
}

/** A browser that never was here, and the same one a second time. */
async function loadsOf(browser: Browser, url: string, scene: Scene, screen: Screen, profile: Profile, runs: number): Promise<Loads> {
  const loads: Loads = { cold: [], warm: [] }
  for (let run = 0; run < runs; run += 1) {
    const context = await openAs(browser, url, screen.role, { viewport: profile.viewport, locale: 'ru-RU' })
    try {
      const open = () => loadPage(context, screen.path(scene), screen.ready, profile)
      loads.cold.push(await open())
      loads.warm.push(await open())
    } finally {
      await context.close()
    }
  }
  return loads
}

const budgets: Readonly<Record<string, number>> = { requester: 60, 'public-form': 60 }
const consoleKb = 150

function rowsOf(screen: Screen, profile: Profile, { cold, warm }: Loads): BenchRow[] {
  const what = (of: string): string => `${screen.name}, ${profile.name}: ${of}`
  const median = (loads: readonly PageLoad[], of: keyof PageLoad): number => spreadOf(loads.map((load) => load[of])).median
  const code: BenchRow = {
    what: what('came over the line, cold'),
    unit: 'kB',
    numbers: { code: median(cold, 'codeKb'), all: median(cold, 'allKb') },
    aim: { of: 'code', atMost: budgets[screen.name] ?? consoleKb },
  }
  const times = { lcp: median(cold, 'lcpMs'), interactive: median(cold, 'interactiveMs') }
  return [
    ...(profile.throttled ? [] : [code]),
    {
      what: what('cold and warm'),
      unit: 'ms',
      numbers: { ...times, 'warm lcp': median(warm, 'lcpMs'), 'warm interactive': median(warm, 'interactiveMs') },
    },
  ]
}

async function measure(browser: Browser, url: string, { progress, calls = usualRuns }: BenchContext): Promise<BenchRow[]> {
  const scene = await playScene(browser, url)
  const rows: BenchRow[] = []
  for (const profile of profiles)
    for (const screen of screens.filter(({ name }) => measured.includes(name))) {
      rows.push(...rowsOf(screen, profile, await loadsOf(browser, url, scene, screen, profile, calls)))
      progress.say(`${screen.name}, ${profile.name}`)
    }
  return rows
}

/** How soon each page can be worked with. */
export const webTimes: Scenario = {
  name: 'web',
  about: 'bytes over the line, largest paint and time to interactive of each page, cold and warm',
  run: (context) => withOwnDemo(context.progress, (url) => withChromium(context.progress, (browser) => measure(browser, url, context))),
}

import type { BrowserContext, Page } from 'playwright-core'
import { z } from 'zod'

/** How a screen is looked at. */
export interface Profile {
  readonly name: string
  readonly viewport: { readonly width: number; readonly height: number }
  /** A phone of the middle price on a mobile line, as Lighthouse imitates it. */
  readonly throttled: boolean
}
/** One opening of a page. Times in ms from the beginning of the navigation. */
export interface PageLoad {
  readonly lcpMs: number
  /** Its own content is there and no task of over 50 ms holds the page's thread. */
  readonly interactiveMs: number
  /** Scripts, styles and the document, as they came over the line. */
  readonly codeKb: number
  readonly allKb: number
}

const timesShape = z.object({ lcpMs: z.number(), readyMs: z.number(), busyUntilMs: z.number() })

/** Runs in the page before anything of it: notes when the selector is there, the largest paint and the long tasks. */
const watcher = (selector: string): string => `(() => {
  const times = { lcpMs: 0, readyMs: 0, busyUntilMs: 0 };
  window.vekhaBench = times;
  new PerformanceObserver((list) => { for (const one of list.getEntries()) times.lcpMs = one.startTime; }).observe({ type: 'largest-contentful-paint', buffered: true });
  new PerformanceObserver((list) => { for (const one of list.getEntries()) if (times.readyMs === 0 || one.startTime < times.readyMs + 50) times.busyUntilMs = one.startTime + one.duration; }).observe({ type: 'longtask', buffered: true });
  const look = () => { if (times.readyMs === 0 && document.querySelector(${JSON.stringify(selector)}) !== null) times.readyMs = performance.now(); };
  new MutationObserver(look).observe(document, { childList: true, subtree: true });
})()`

/** Counts what comes over the line, by what it is. */
async function countBytes(page: Page, throttled: boolean): Promise<{ code: number; all: number }> {
  const cdp = await page.context().newCDPSession(page)
  const counted = { code: 0, all: 0 }
  const types = new Map<string, string>()
  await cdp.send('Network.enable')
  cdp.on('Network.responseReceived', ({ requestId, type }) => void types.set(requestId, type))
  cdp.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    counted.all += encodedDataLength
    if (['Script', 'Stylesheet', 'Document'].includes(types.get(requestId) ?? '')) counted.code += encodedDataLength
  })
  if (throttled) {
    const line = { offline: false, latency: 150, downloadThroughput: 1_600_000 / 8, uploadThroughput: 750_000 / 8 }
    await cdp.send('Network.emulateNetworkConditions', line)
    await cdp.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  }
  return counted
}

/** Opens a page and waits until it is whole. */
export async function loadPage(context: BrowserContext, address: string, selector: string, { throttled }: Profile): Promise<PageLoad> {
  const page = await context.newPage()
  try {
    const counted = await countBytes(page, throttled)
    await page.addInitScript(watcher(selector))
    await page.goto(address)
    await page.locator(selector).first().waitFor()
    // Long tasks are told of a moment after they end.
    await page.evaluate('new Promise((done) => setTimeout(done, 300))')
    const { lcpMs, readyMs, busyUntilMs } = timesShape.parse(await page.evaluate('window.vekhaBench'))
    return { lcpMs, interactiveMs: Math.max(readyMs, busyUntilMs), codeKb: counted.code / 1_000, allKb: counted.all / 1_000 }
  } finally {
    await page.close()
  }
}

import { chromium } from 'playwright-core'
import type { Browser } from 'playwright-core'
import { findChromium } from '../../testing/chromium.ts'
import type { Progress } from '../../progress.ts'

/** A browser of its own, closed after the work. */
export async function withChromium<T>(progress: Progress, work: (browser: Browser) => Promise<T>): Promise<T> {
  const browser = await chromium.launch({
    executablePath: await findChromium(progress),
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking', '--lang=ru-RU'],
  })
  try {
    return await work(browser)
  } finally {
    await browser.close()
  }
}

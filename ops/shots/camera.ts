import { mkdir, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { openAs } from './scene.ts'
import type { Scene } from './scene.ts'
import { screens } from './screens.ts'
import type { Screen } from './screens.ts'

const sizes = {
  1440: { least: 900, most: 1080 },
  360: { least: 780, most: 1280 },
} as const
type Width = keyof typeof sizes
const widths: readonly Width[] = [1440, 360]
type Theme = 'light' | 'dark'

/** What is on its way has come, and nothing moves any more. */
async function settle(page: Page, screen: Screen): Promise<void> {
  await page.locator(screen.ready).first().waitFor()
  await page.locator('[aria-busy=true]').first().waitFor({ state: 'hidden' })
  await page.evaluate('document.fonts.ready.then(() => undefined)')
  // The live connection never ends, so the network is never idle: three frames without a change are enough.
  await page.evaluate(
    'new Promise((done) => { let frames = 0; const next = () => (++frames > 30 ? done() : requestAnimationFrame(next)); next() })',
  )
}

/** As much of a long page as tells what it is. */
async function fit(page: Page, width: Width): Promise<void> {
  const { least, most } = sizes[width]
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'))
  await page.setViewportSize({ width, height: Math.min(most, Math.max(least, height)) })
}

async function shoot(browser: Browser, url: string, scene: Scene, screen: Screen, width: Width, theme: Theme): Promise<Buffer> {
  const context = await openAs(browser, url, screen.role, {
    viewport: { width, height: sizes[width].least },
    colorScheme: theme,
    locale: 'ru-RU',
    timezoneId: 'Europe/Moscow',
    reducedMotion: 'reduce',
    hasTouch: width === 360,
  })
  try {
    const page = await context.newPage()
    await page.goto(screen.path(scene))
    await settle(page, screen)
    await fit(page, width)
    await settle(page, screen)
    return await page.screenshot({ animations: 'disabled', caret: 'hide' })
  } finally {
    await context.close()
  }
}

/** Takes every picture anew into the directory and says each name; what is no picture of ours any more goes. */
export async function takePictures(options: {
  readonly browser: Browser
  readonly url: string
  readonly scene: Scene
  readonly directory: string
  readonly only: string | undefined
  readonly say: (name: string, sizeBytes: number) => void
}): Promise<void> {
  const { browser, url, scene, directory, only, say } = options
  await mkdir(directory, { recursive: true })
  const taken = new Set<string>()
  for (const screen of screens.filter((one) => only === undefined || one.name === only)) {
    for (const theme of screen.dark === true ? (['light', 'dark'] as const) : (['light'] as const)) {
      for (const width of widths) {
        const name = `${screen.name}-${String(width)}-${theme}.png`
        const picture = await shoot(browser, url, scene, screen, width, theme)
        await writeFile(join(directory, name), picture)
        taken.add(name)
        say(name, picture.length)
      }
    }
  }
  if (only !== undefined) return
  for (const file of await readdir(directory)) if (file.endsWith('.png') && !taken.has(file)) await rm(join(directory, file))
}

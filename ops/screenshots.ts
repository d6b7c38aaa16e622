import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { chromium } from 'playwright-core'
import { Failure } from './failure.ts'
import { withOwnDemo } from './own-demo.ts'
import { rootDir } from './paths.ts'
import { printProgress, seconds } from './progress.ts'
import { takePictures } from './shots/camera.ts'
import { playScene } from './shots/scene.ts'
import { screens } from './shots/screens.ts'
import { stopAsked } from './stop.ts'
import { findChromium } from './testing/chromium.ts'

// `npm run screenshots`: the pictures of docs/screenshots/, taken of a demo of its own, or of the one at `--url`.

const progress = printProgress()

function argumentsOf(args: string[]): { readonly url: string | undefined; readonly only: string | undefined } {
  try {
    const { values } = parseArgs({ args, options: { url: { type: 'string' }, only: { type: 'string' } } })
    if (values.url !== undefined && !URL.canParse(values.url)) throw new Error(`${values.url} is no address`)
    if (values.only !== undefined && !screens.some(({ name }) => name === values.only)) throw new Error(`There is no screen ${values.only}`)
    return { url: values.url === undefined ? undefined : new URL(values.url).origin, only: values.only }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Failure(`${reason}. Known are --url=<address of a running demo> and --only=<name of a screen>.`)
  }
}

async function photograph(executablePath: string, url: string, only: string | undefined): Promise<void> {
  const browser = await chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--hide-scrollbars', '--lang=ru-RU'],
    env: { ...process.env, LANGUAGE: 'ru' },
  })
  try {
    const startedAt = performance.now()
    const scene = await playScene(browser, url)
    const folder = join(rootDir, 'docs', 'screenshots')
    let totalBytes = 0
    const say = (name: string, sizeBytes: number): void => {
      totalBytes += sizeBytes
      progress.say(`${name.padEnd(36)} ${String(Math.round(sizeBytes / 1024)).padStart(4)} KB`)
    }
    await takePictures({ browser, url, scene, directory: folder, only, say })
    console.log(`\n${(totalBytes / 1024 / 1024).toFixed(1)} MB of pictures in ${seconds(performance.now() - startedAt)}, in ${folder}`)
  } finally {
    await browser.close()
  }
}

async function run(): Promise<void> {
  const { url: given, only } = argumentsOf(process.argv.slice(2))
  const stopped = stopAsked().then((signal): never => {
    throw new Failure(`Stopped by ${signal}.`)
  })
  stopped.catch(() => undefined)
  const executablePath = await findChromium(progress)
  const take = (url: string): Promise<void> => Promise.race([photograph(executablePath, url, only), stopped])
  await (given === undefined ? Promise.race([withOwnDemo(progress, take), stopped]) : take(given))
}

try {
  await run()
  process.exit(0)
} catch (error) {
  console.error(error instanceof Failure ? `\n${error.message}\n` : error)
  process.exit(1)
}

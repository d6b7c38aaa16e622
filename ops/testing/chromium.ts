import { existsSync } from 'node:fs'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import type { Progress } from '../progress.ts'

const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const elsewhere = ['/Applications/Google Chrome.app/Contents/MacOS/Google Chrome', '/Applications/Chromium.app/Contents/MacOS/Chromium']

function installed(): string | undefined {
  return [...names.flatMap((name) => ['/usr/bin', '/usr/local/bin', '/snap/bin'].map((dir) => join(dir, name))), ...elsewhere].find(
    (path) => existsSync(path),
  )
}

/** The browser for the tests: `CHROMIUM_PATH`, an installed one, else Debian's package when we are root. */
export async function findChromium(progress: Progress): Promise<string> {
  const wanted = process.env.CHROMIUM_PATH
  if (wanted) {
    if (existsSync(wanted)) return wanted
    throw new Failure(`CHROMIUM_PATH is ${wanted}, and there is no such file.`)
  }
  const found = installed()
  if (found !== undefined) return found
  const how = 'Install Chromium (`apt-get install chromium`) or set CHROMIUM_PATH to a Chromium or Chrome.'
  if (!existsSync('/usr/bin/apt-get') || userInfo().uid !== 0) throw new Failure(`There is no Chromium for the browser tests. ${how}`)
  progress.say('Chromium: installing it with apt-get…')
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  await runCommand('apt-get', ['update', '-q'], { env, timeoutMs: 180_000 })
  const { output } = await runCommand('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'chromium'], {
    env,
    timeoutMs: 600_000,
  })
  const now = installed()
  if (now !== undefined) return now
  throw new Failure(`apt-get could not install Chromium: ${output.trim().split('\n').slice(-2).join(' ')}. ${how}`)
}

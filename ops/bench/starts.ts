import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, chmod } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { anyFreePort } from '../ports.ts'
import { rootDir } from '../paths.ts'
import { spreadOf } from './numbers.ts'
import type { BenchRow, Scenario } from './scenario.ts'

const usualRounds = 3
const secondStartAimMs = 10_000
/** What `npm start` says last. */
const isUp = 'Ctrl-C stops everything'

/** Starts everything as `npm start` does, and stops it once it is up. Answers how long it took to be up, milliseconds. */
async function timeStart(env: NodeJS.ProcessEnv): Promise<number> {
  const from = performance.now()
  const child = spawn(process.execPath, ['--import', 'tsx', join(rootDir, 'ops', 'start.ts')], { cwd: rootDir, env })
  const ended = once(child, 'close')
  try {
    let output = ''
    return await new Promise<number>((resolve, reject) => {
      const keep = (chunk: Buffer): void => {
        output += chunk.toString('utf8')
        if (output.includes(isUp)) resolve(performance.now() - from)
      }
      child.stdout.on('data', keep)
      child.stderr.on('data', keep)
      child.once('close', () => reject(new Error(`It ended before it was up:\n${output}`)))
    })
  } finally {
    child.kill('SIGTERM')
    await ended
  }
}

async function round(): Promise<readonly [firstMs: number, secondMs: number]> {
  const dir = await mkdtemp(join(tmpdir(), 'vekha-bench-'))
  // Postgres runs as a user of its own when this one is root.
  await chmod(dir, 0o755)
  const { DATABASE_URL: _1, TEMPORAL_ADDRESS: _2, SMTP_URL: _3, NODE_ENV: _4, ...rest } = process.env
  const env = { ...rest, VEKHA_DATA: dir, PORT: String(await anyFreePort()) }
  try {
    return [await timeStart(env), await timeStart(env)]
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

/** The start from nothing, with the demo, and the next one on what it made. Programs and pages are there already. */
export const starts: Scenario = {
  name: 'starts',
  about: '`npm start` with an empty data directory, and again with what it made',
  async run({ progress, calls = usualRounds }) {
    await progress.step('Programs and pages', async () => void (await round()))
    const firsts: number[] = []
    const seconds: number[] = []
    for (let index = 1; index <= calls; index += 1) {
      const [firstMs, secondMs] = await progress.step(`Starts, round ${String(index)}`, round)
      firsts.push(firstMs)
      seconds.push(secondMs)
    }
    const rows: BenchRow[] = [
      { what: 'first start, demo made', unit: 'ms', numbers: spreadOf(firsts) },
      { what: 'second start', unit: 'ms', numbers: spreadOf(seconds), aim: { of: 'max', atMost: secondStartAimMs } },
    ]
    return rows
  },
}

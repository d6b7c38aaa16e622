import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { createServer } from 'node:net'
import type { Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
let dir = ''
let stranger: Server
let takenPort = 0

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vekha-start-'))
  chmodSync(dir, 0o755)
  stranger = createServer()
  stranger.listen(0, '127.0.0.1')
  await once(stranger, 'listening')
  const address = stranger.address()
  if (address !== null && typeof address === 'object') takenPort = address.port
})
afterAll(() => {
  stranger.close()
  rmSync(dir, { recursive: true, force: true })
})

const begun: ReturnType<typeof begin>[] = []
afterEach(async () => {
  for (const one of begun.splice(0)) {
    one.child.kill('SIGTERM')
    await one.ended
  }
})

function start(env: Record<string, string> = {}): ReturnType<typeof begin> {
  const one = begin(env)
  begun.push(one)
  return one
}

function begin(env: Record<string, string>) {
  const { DATABASE_URL: _1, TEMPORAL_ADDRESS: _2, SMTP_URL: _3, NODE_ENV: _4, npm_lifecycle_event: _5, ...rest } = process.env
  const child = spawn(process.execPath, ['--import', 'tsx', join(root, 'ops', 'start.ts')], {
    cwd: root,
    env: { ...rest, VEKHA_DATA: dir, PORT: String(takenPort), ...env },
  })
  let output = ''
  const ended = once(child, 'close').then(([code]) => ({ code, output }))
  const ready = new Promise<string>((resolve, reject) => {
    const keep = (chunk: Buffer): void => {
      output += chunk.toString('utf8')
      if (output.includes('Ctrl-C stops everything')) resolve(output)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('close', () => reject(new Error(`It ended before it was ready:\n${output}`)))
  })
  // A start that is meant to fail is never asked whether it is ready.
  ready.catch(() => undefined)
  /** Settles when it has printed this, fails when it ends without. */
  const says = (pattern: RegExp): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        if (pattern.test(output)) resolve()
      }
      child.stdout.on('data', look)
      child.once('close', () => reject(new Error(`It ended without ${String(pattern)}:\n${output}`)))
      look()
    })
  return { child, ready, ended, says }
}

/** Every process that inherited our data directory: the command lines of the services don't name it. */
function withOurEnvironment(): string[] {
  const { stdout } = spawnSync('ps', ['axeww'], { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 })
  return stdout.split('\n').filter((line) => line.includes(`VEKHA_DATA=${dir}`))
}

/** The process id of one of its services. */
function pidOf(one: ReturnType<typeof begin>, entry: string): number {
  return Number(spawnSync('pgrep', ['-P', String(one.child.pid), '-f', entry], { encoding: 'utf8' }).stdout)
}

/** Process ids whose command line names our data directory. */
function leftovers(): string {
  return spawnSync('pgrep', ['-f', `${dir}/`], { encoding: 'utf8' }).stdout
}

test('one command brings everything up beside a taken port, and one signal takes it all down again', { timeout: 240_000 }, async () => {
  const first = start()
  const shown = await first.ready
  expect(shown).toContain(`Port ${String(takenPort)} is taken`)
  const url = /Console +(http\S+)/.exec(shown)?.[1] ?? ''
  expect(url).not.toContain(`:${String(takenPort)}`)
  const answer = await fetch(`${url}/readyz`)
  expect(answer.status).toBe(200)

  expect(statSync(join(dir, 'running.env')).mode & 0o077).toBe(0)

  const second = await start().ended
  expect(second.code).toBe(1)
  expect(second.output).toContain('Vekha already runs from this directory')

  first.child.kill('SIGINT')
  expect((await first.ended).code).toBe(0)
  expect(leftovers()).toBe('')
  await expect(fetch(`${url}/readyz`)).rejects.toThrow()
  expect(existsSync(join(dir, 'running.env'))).toBe(false)

  // The demo's audit is anchored outside the database.
  const [anchors = ''] = readdirSync(join(dir, 'anchors'))
  expect(readFileSync(join(dir, 'anchors', anchors), 'utf8')).toMatch(/"tenantId":"[0-9a-f-]{36}","size":\d+,"hash":"[0-9a-f]{64}"/)

  const secret = readFileSync(join(dir, 'secret'), 'utf8')
  expect(statSync(join(dir, 'secret')).mode & 0o077).toBe(0)
  // An engine that comes up empty is given the demo's open tickets back.
  rmSync(join(dir, 'temporal'), { recursive: true })
  const again = start()
  expect(await again.ready).toMatch(/Processes .*[1-9]\d* started from the database/)
  expect(readFileSync(join(dir, 'secret'), 'utf8')).toBe(secret)
  again.child.kill('SIGTERM')
  expect((await again.ended).code).toBe(0)
  expect(leftovers()).toBe('')
})

test('whatever is killed comes back, and a stop in the middle of it leaves nothing', { timeout: 240_000 }, async () => {
  const one = start()
  const url = /Console +(http\S+)/.exec(await one.ready)?.[1] ?? ''
  expect(withOurEnvironment()).not.toEqual([])
  const running = readFileSync(join(dir, 'running.env'), 'utf8')
  const pids: number[] = []
  for (const [name, entry] of [
    ['Workers', 'workers/main.ts'],
    ['API', 'api/main.ts'],
  ] as const) {
    const before = pidOf(one, entry)
    process.kill(before, 'SIGKILL')
    await one.says(new RegExp(`${name} ended \\(SIGKILL\\), started again in [0-9.]+ s`))
    const after = pidOf(one, entry)
    expect(after).toBeGreaterThan(0)
    expect(after).not.toBe(before)
    pids.push(after)
  }
  for (const [name, file] of [
    ['Postgres', 'postgres/postmaster.pid'],
    ['Temporal', 'temporal/pid'],
  ] as const) {
    process.kill(Number.parseInt(readFileSync(join(dir, file), 'utf8'), 10), 'SIGKILL')
    await one.says(new RegExp(`${name} ended \\(SIGKILL\\), started again in [0-9.]+ s`))
  }
  await vi.waitFor(async () => expect((await fetch(`${url}/readyz`)).status).toBe(200), { timeout: 60_000, interval: 200 })
  expect(readFileSync(join(dir, 'running.env'), 'utf8')).toBe(running)

  // The stop finds the workers half started and the API waiting for its second start.
  const [workers = 0, api = 0] = pids
  process.kill(workers, 'SIGKILL')
  await vi.waitFor(() => expect([0, workers]).not.toContain(pidOf(one, 'workers/main.ts')), { timeout: 60_000 })
  process.kill(api, 'SIGKILL')
  one.child.kill('SIGINT')
  const { code, output } = await one.ended
  expect(code).toBe(0)
  expect(output.match(/started again/g)).toHaveLength(4)
  expect(withOurEnvironment()).toEqual([])
  expect(leftovers()).toBe('')
  await expect(fetch(`${url}/readyz`)).rejects.toThrow()
  expect(existsSync(join(dir, 'running.env'))).toBe(false)
})

test.each([
  ['a database nobody runs', { DATABASE_URL: 'postgres://me:hidden@127.0.0.1:1/vekha' }, /DATABASE_URL .*nobody listens there/],
  ['a port that is none', { PORT: '99999', SMTP_PORT: 'many' }, /PORT must be 1–65535[\s\S]*SMTP_PORT must be a number/],
  ['an address of another machine', { HOST: '203.0.113.1' }, /Set HOST to an address of this machine/],
  ['demo accounts in production', { VEKHA_DEMO: '1', NODE_ENV: 'production' }, /VEKHA_DEMO must be 0/],
])('%s: a sentence, exit code 1, nothing left behind', async (_name, env, sentence) => {
  const { code, output } = await start(env).ended
  expect(output).toMatch(sentence)
  expect(output).not.toContain('hidden')
  expect(code).toBe(1)
  expect(leftovers()).toBe('')
})

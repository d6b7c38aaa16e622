import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseEnv } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { openDatabase } from '../../db/client.ts'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { anyFreePort } from '../../ops/ports.ts'
import { signInTo } from '../../ops/scratch/console-client.ts'
import type { ConsoleClient } from '../../ops/scratch/console-client.ts'
import { ticketForm } from '../api/rights.ts'
import { isFull } from '../model/scale.ts'
import { eventually } from '../support/eventually.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import { productionMissing } from '../support/production-programs.ts'

const root = join(import.meta.dirname, '..', '..')
const missing = await productionMissing()

// `npm run production` itself, as a person starts, hurts, renews and stops it.
describe.skipIf(missing !== undefined)(`an installation in the shape of production${missing === undefined ? '' : `: ${missing}`}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'vekha-production-'))
  let output = ''
  let url = ''
  let lettersPort = 0
  let run: ReturnType<typeof spawn>
  let ended: Promise<unknown>
  let db: Database
  let support: ConsoleClient

  const says = (pattern: RegExp, timeout = 120_000): Promise<void> =>
    vi.waitFor(() => expect(output).toMatch(pattern), { timeout, interval: 100 })
  /** One of the processes it runs, by a piece of its command line and of its environment. */
  const pidOf = (entry: string, index = 0): number => {
    const { stdout } = spawnSync('pgrep', ['-P', String(run.pid), '-f', entry], { encoding: 'utf8' })
    return Number(stdout.trim().split('\n')[index])
  }

  beforeAll(async () => {
    chmodSync(dir, 0o755)
    const [port, letters] = [await anyFreePort(), await anyFreePort()]
    const { DATABASE_URL: _1, TEMPORAL_ADDRESS: _2, SMTP_URL: _3, npm_lifecycle_event: _4, ...rest } = process.env
    run = spawn(process.execPath, ['--import', 'tsx', 'ops/production/main.ts'], {
      cwd: root,
      env: { ...rest, VEKHA_DATA: dir, PORT: String(port), SMTP_PORT: String(letters) },
    })
    for (const stream of [run.stdout, run.stderr])
      stream?.on('data', (chunk: Buffer) => {
        output += chunk.toString('utf8')
      })
    ended = once(run, 'close').then(([code]) => code)
    await Promise.race([says(/Vekha is ready/, 280_000), ended.then(() => Promise.reject(new Error(output)))])
    url = `http://127.0.0.1:${String(port)}`
    lettersPort = letters
    const env = parseEnv(readFileSync(join(dir, 'production', 'running.env'), 'utf8'))
    db = openDatabase({
      ownerUrl: env['DATABASE_URL'] ?? '',
      secret: env['VEKHA_SECRET'] ?? '',
      maxConnections: 2,
      onError: () => undefined,
    })
    support = await signInTo(url, await makePerson(db, [await makeOrganization(db)], ['support1']))
  }, 300_000)
  afterAll(async () => {
    run.kill('SIGTERM')
    await ended
    await db.close()
    rmSync(dir, { recursive: true, force: true })
  }, 120_000)

  const start = (requestId = newId()) => support.trpc.process.start.mutate({ kind: 'ticket', input: ticketForm, requestId })
  /** As the console does: what was not confirmed is sent again with the same request id. */
  const repeated = <T>(what: string, ask: () => Promise<T>): Promise<T> => eventually(() => ask().catch(() => undefined), what, 60_000)

  it('answers people and mail servers through the proxy', async () => {
    expect((await fetch(`${url}/readyz`)).status).toBe(200)
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
    expect(await (await fetch(url)).text()).toContain('<html')
    const socket = connect(lettersPort, '127.0.0.1')
    const [greeting] = await once(socket, 'data')
    expect(String(greeting)).toMatch(/^220 .*Vekha/)
    socket.destroy()
  })

  it('moves a ticket, and tells an open screen while it is open', { timeout: 120_000 }, async () => {
    const stop = new AbortController()
    const { body } = await fetch(`${url}/trpc/live`, { headers: support.headers, signal: stop.signal })
    let heard = ''
    const listening = body?.pipeThrough(new TextDecoderStream()).pipeTo(
      new WritableStream({
        write(text) {
          heard += text
        },
      }),
    )
    listening?.catch(() => undefined)
    await vi.waitFor(() => expect(heard).toContain('connected'), { timeout: 10_000 })
    const { id } = await start()
    const answer = await repeated('the ticket is taken', () =>
      support.trpc.process.act.mutate({ id, action: 'take', form: {}, requestId: `${id}-take` }),
    )
    expect(answer).toMatchObject({ state: 'inProgress' })
    await vi.waitFor(() => expect(heard).toContain(id), { timeout: 10_000 })
    stop.abort()
  })

  it('goes on while an API, a worker, nginx, the engine and Postgres are killed, and has them back', { timeout: 300_000 }, async () => {
    for (const [name, entry] of [
      ['api-\\d', 'api/main.ts'],
      ['workers-\\d', 'workers/main.ts'],
    ] as const) {
      process.kill(pidOf(entry), 'SIGKILL')
      // At once, by the other one.
      for (let time = 0; time < 5; time += 1) expect((await fetch(`${url}/healthz`)).status).toBe(200)
      const requestId = newId()
      const { id } = await repeated('a ticket begins', () => start(requestId))
      await repeated('it is taken', () => support.trpc.process.act.mutate({ id, action: 'take', form: {}, requestId: `${id}-take` }))
      await says(new RegExp(`${name} ended \\(SIGKILL\\), started again`))
    }
    for (const [name, entry, signal] of [
      ['nginx', 'nginx: master', 'SIGKILL'],
      ['temporal', 'temporal-server', 'SIGKILL'],
      ['postgres', join(dir, 'production', 'postgres'), 'SIGQUIT'],
    ] as const) {
      process.kill(pidOf(entry), signal)
      await says(new RegExp(`${name} ended \\(.*\\), started again`))
    }
    const requestId = newId()
    await repeated('a ticket begins', () => start(requestId))
  })

  // `npm test` restarts instances of the laptop's shape (test/faults/rolling-restart.test.ts).
  it.skipIf(!isFull)('is renewed instance by instance while people work, and no request fails', { timeout: 420_000 }, async () => {
    let renewed = false
    const failures: string[] = []
    const counts = { asked: 0, begun: 0 }
    const keepOn = async (count: keyof typeof counts, work: () => Promise<unknown>): Promise<void> => {
      while (!renewed) {
        await work().catch((error: unknown) => failures.push(String(error)))
        counts[count] += 1
      }
    }
    const work = Promise.all([
      keepOn('asked', () => support.trpc.process.list.query({ limit: 20 })),
      keepOn('asked', async () => expect((await fetch(`${url}/healthz`)).status).toBe(200)),
      keepOn('begun', () => start()),
    ])
    try {
      const asked = spawnSync(process.execPath, ['--import', 'tsx', 'ops/production/main.ts', 'restart'], {
        cwd: root,
        env: { ...process.env, VEKHA_DATA: dir },
        encoding: 'utf8',
      })
      expect(asked.stdout).toContain(`Asked process ${String(run.pid)}`)
      await says(/All instances are new/, 400_000)
    } finally {
      renewed = true
      await work
    }
    expect(output).not.toContain('The restart stopped')
    expect(failures).toEqual([])
    expect(counts.asked).toBeGreaterThan(50)
    expect(counts.begun).toBeGreaterThan(10)
  })

  it('stops in good order and leaves nothing behind', { timeout: 120_000 }, async () => {
    run.kill('SIGTERM')
    expect(await ended).toBe(0)
    expect(spawnSync('pgrep', ['-f', `${dir}/`], { encoding: 'utf8' }).stdout).toBe('')
    await expect(fetch(url)).rejects.toThrow()
  })
})

import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { withRunning, writeRunning } from '../../ops/running-file.ts'

test('what a start left behind is used only while it lives', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'vekha-running-'))
  onTestFinished(() => rm(dir, { recursive: true }))
  const env = { DATABASE_URL: 'postgres://me:word@localhost/vekha', VEKHA_SECRET: 'word' }
  await writeRunning(dir, env)
  expect(await withRunning({}, dir)).toEqual({})

  const start = spawn(process.execPath, ['-e', 'console.log("up"); setInterval(() => undefined, 1_000)', 'ops/start.ts'])
  onTestFinished(() => void start.kill('SIGKILL'))
  await once(start.stdout, 'data')
  await writeFile(join(dir, 'start.pid'), String(start.pid))
  expect(await withRunning({}, dir)).toEqual(env)
  expect(await withRunning({ DATABASE_URL: 'postgres://other' }, dir)).toEqual({ DATABASE_URL: 'postgres://other' })

  start.kill('SIGKILL')
  await once(start, 'exit')
  expect(await withRunning({}, dir)).toEqual({})
})

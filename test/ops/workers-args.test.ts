import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { workersArgs } from '../../ops/workers-args.ts'

// What the engine's library does in each of its threads, and what AsyncLocalStorage does.
const program = `
  const { Worker, isMainThread } = require('node:worker_threads')
  const { promiseHooks } = require('node:v8')
  const heard = []
  promiseHooks.createHook({ init: () => heard.push('stack'), settled: () => undefined })
  promiseHooks.createHook({ init: () => heard.push('storage'), before: () => undefined, settled: () => undefined })
  void Promise.resolve()
  console.log([...new Set(heard)].sort().join())
  if (isMainThread) new Worker(__filename === '[eval]' ? process.env.PROGRAM : __filename, { eval: __filename === '[eval]' })
`

async function heard(stacks: string): Promise<string[]> {
  const env = { ...process.env, PROGRAM: program.replace('if (isMainThread)', 'if (false)'), VEKHA_WORKFLOW_STACKS: stacks }
  const { stdout } = await promisify(execFile)(process.execPath, [...workersArgs, '--eval', program], { env })
  return stdout.trim().split('\n')
}

it("spares workers and their threads the library's stack traces, and nobody else's hooks", async () => {
  expect(await heard('')).toEqual(['storage', 'storage'])
  expect(await heard('1')).toEqual(['stack,storage', 'stack,storage'])
})

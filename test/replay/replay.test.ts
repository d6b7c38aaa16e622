import { readdir, readFile } from 'node:fs/promises'
import { beforeAll, describe, expect, it } from 'vitest'
import proto from '@temporalio/proto'
import { DefaultLogger, Runtime, Worker } from '@temporalio/worker'
import type { WorkflowBundle } from '@temporalio/worker'
import { bundleWorkflows } from '../../workers/workflow-bundle.ts'

const folder = new URL('histories/', import.meta.url)
const { History } = proto.temporal.api.history.v1

describe('the workflows of today', () => {
  let workflowBundle: WorkflowBundle
  beforeAll(async () => {
    Runtime.install({ logger: new DefaultLogger('ERROR') })
    workflowBundle = await bundleWorkflows(new DefaultLogger('ERROR'))
  })

  it('replay every recorded history', async () => {
    const names = (await readdir(folder)).filter((name) => name.endsWith('.json')).toSorted()
    expect(names.length).toBeGreaterThanOrEqual(4)
    const histories = await Promise.all(
      names.map(async (workflowId) => ({
        workflowId,
        history: History.fromObject(JSON.parse(await readFile(new URL(workflowId, folder), 'utf8'))),
      })),
    )
    const replayed: string[] = []
    for await (const { workflowId, error } of Worker.runReplayHistories({ workflowBundle }, histories)) {
      expect(error, workflowId).toBeUndefined()
      replayed.push(workflowId)
    }
    expect(replayed.toSorted()).toEqual(names)
  })

  it('notices a history that today’s code would not have made', async () => {
    const [name = ''] = (await readdir(folder)).filter((file) => file.startsWith('ticket-'))
    const text = await readFile(new URL(name, folder), 'utf8')
    const history = History.fromObject(JSON.parse(text.replaceAll('"name": "deliver"', '"name": "send"')))
    await expect(Worker.runReplayHistory({ workflowBundle }, history)).rejects.toThrow(/[Nn]ondeterminism/)
  })

  it('bundle without Node, zod or the database', () => {
    const { code } = workflowBundle
    const modules = new Set([...code.matchAll(/"\.\/node_modules\/((?:@[^/"]+\/)?[^/"]+)/g)].map((match) => match[1]))
    console.log(`The workflow bundle: ${(code.length / 1024).toFixed(0)} KB, from ${[...modules].join(', ')}`)
    for (const wanted of ['zod', 'drizzle-orm', 'pg', 'uuid', 'pino', 'fastify']) expect([...modules]).not.toContain(wanted)
    expect(code).not.toMatch(/require\(["']node:/)
    // Mostly the SDK with its inline source map; a library that slips in shows at once.
    expect(code.length).toBeLessThan(6 * 1024 * 1024)
  })
})

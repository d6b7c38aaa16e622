import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import pg from 'pg'
import { z } from 'zod'
import { bareQueue } from './contract.ts'
import type { BareActivities } from './contract.ts'

// The entry point of the bare workflow's own worker, tuned as the product's is.
Runtime.install({ telemetryOptions: { logging: { filter: 'WARN', forward: {} } } })
const { TEMPORAL_ADDRESS: address, BARE_DATABASE_URL: connectionString } = z
  .object({ TEMPORAL_ADDRESS: z.string(), BARE_DATABASE_URL: z.string() })
  .parse(process.env)
const pool = new pg.Pool({ connectionString, max: 20 })
const activities: BareActivities = {
  async write({ id, seq, state }) {
    await pool.query({
      name: 'write',
      text: 'INSERT INTO steps (id, seq, state) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING',
      values: [id, seq, state],
    })
  },
}
const connection = await NativeConnection.connect({ address })
const worker = await Worker.create({
  connection,
  taskQueue: bareQueue,
  workflowBundle: await bundleWorkflowCode({ workflowsPath: fileURLToPath(new URL('workflow.ts', import.meta.url)) }),
  activities: { ...activities },
  maxCachedWorkflows: 2_000,
  maxConcurrentWorkflowTaskExecutions: 20,
  workflowTaskPollerBehavior: { type: 'simple-maximum', maximum: 4 },
  stickyQueueScheduleToStartTimeout: '3 s',
})
for (const signal of ['SIGTERM', 'SIGINT', 'disconnect'] as const) process.once(signal, () => worker.shutdown())
process.send?.({ ready: true })
await worker.run()
await connection.close()
await pool.end()
process.exit(0)

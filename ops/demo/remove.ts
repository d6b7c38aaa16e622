import { join } from 'node:path'
import { Client, Connection, WorkflowNotFoundError } from '@temporalio/client'
import { openAnchorFiles } from '../../connectors/anchor/anchor-files.ts'
import { openDatabase } from '../../db/client.ts'
import { migrate } from '../../db/migrate.ts'
import { processWorkflowId } from '../../workflows/contracts.ts'
import { holdDataDir } from '../data-dir.ts'
import { Failure } from '../failure.ts'
import { dataDir } from '../paths.ts'
import { launchPostgres } from '../postgres/launch.ts'
import { stopAllProcesses } from '../processes.ts'
import { printProgress } from '../progress.ts'
import { keptSecret } from '../secrets.ts'
import { readSettings } from '../settings.ts'
import { launchTemporal } from '../temporal/launch.ts'
import { removeDemo } from './remove-demo.ts'

// `npm run demo:remove`, while Vekha is stopped: takes the demo organizations away for good.

async function endWorkflows(address: string, namespace: string, processIds: readonly string[]): Promise<void> {
  const connection = await Connection.connect({ address })
  try {
    const client = new Client({ connection, namespace })
    for (const id of processIds) {
      try {
        await client.workflow.getHandle(processWorkflowId(id)).terminate('The demo is removed')
      } catch (error) {
        if (!(error instanceof WorkflowNotFoundError)) throw error
      }
    }
  } finally {
    await connection.close()
  }
}

async function run(): Promise<number> {
  const settings = readSettings(process.argv.slice(2))
  const data = dataDir()
  const progress = printProgress()
  const release = await holdDataDir(data)
  try {
    const secret = settings.secret ?? (await keptSecret(data, 'secret'))
    const ownerUrl = settings.databaseUrl ?? (await launchPostgres(data)).url
    const namespace = settings.config.temporalNamespace
    const address = settings.temporalAddress ?? (await launchTemporal(data, namespace, progress)).address
    await migrate({ ownerUrl, secret })
    const db = openDatabase({ ownerUrl, secret, maxConnections: 2, onError: () => undefined })
    const { oldSecrets, anchorDir } = settings.config
    const anchors = openAnchorFiles({ dir: anchorDir ?? join(data, 'anchors'), secret, oldSecrets })
    try {
      const { organizations } = await progress.step('Demo', () =>
        removeDemo({ db, ownerUrl, anchors, endWorkflows: (processIds) => endWorkflows(address, namespace, processIds) }),
      )
      console.log(
        organizations === 0
          ? '\nThere is no demo here.\n'
          : `\nRemoved: ${String(organizations)} demo organizations. Set VEKHA_DEMO=0 in .env, or the next start makes them anew.\n`,
      )
    } finally {
      await db.close()
    }
    return 0
  } finally {
    await stopAllProcesses(() => undefined)
    await release()
  }
}

process.exit(
  await run().catch((error: unknown) => {
    console.error(error instanceof Failure ? `\n${error.message}\n` : error)
    return 1
  }),
)

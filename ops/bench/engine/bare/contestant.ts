import { Client, Connection } from '@temporalio/client'
import { newId } from '../../../../db/id.ts'
import { searchAttributes } from '../../../../workflows/contracts.ts'
import type { Contestant } from '../contestant.ts'
import { bareQueue, bareUpdate } from './contract.ts'
import type { BareStep } from './contract.ts'

/** The engine with nothing around it, called by its own client. */
export async function openBare(address: string, namespace: string): Promise<Contestant & { close(): Promise<void> }> {
  const connection = await Connection.connect({ address })
  const { workflow } = new Client({ connection, namespace })
  return {
    name: 'bare engine',
    async begin() {
      const workflowId = `bare/${newId()}`
      await workflow.start('bareLife', {
        workflowId,
        taskQueue: bareQueue,
        workflowTaskTimeout: '3 s',
        searchAttributes: { [searchAttributes.kind]: ['bare'], [searchAttributes.tenant]: ['bare'] },
      })
      return workflowId
    },
    async step(id, index) {
      await workflow.getHandle(id).executeUpdate<number, [BareStep]>(bareUpdate, { args: [{ index }], updateId: `${id}/${String(index)}` })
    },
    close: () => connection.close(),
  }
}

import { Client, Connection } from '@temporalio/client'
import { newId } from '../../../../db/id.ts'
import { searchAttributes } from '../../../../workflows/contracts.ts'
import type { Contestant } from '../contestant.ts'
import { stepsOfLife } from '../contestant.ts'
import { bareQueue, bareUpdate } from './contract.ts'
import type { BareStep } from './contract.ts'

export interface Bare {
  readonly life: Contestant
  /** A start, one message and two rows: the life of which 59 a second were once measured. */
  readonly message: Contestant
  close(): Promise<void>
}

/** The engine with nothing around it, called by its own client. */
export async function openBare(address: string, namespace: string): Promise<Bare> {
  const connection = await Connection.connect({ address })
  const { workflow } = new Client({ connection, namespace })
  const contestant = (name: string, type: string, steps: number): Contestant => ({
    name,
    steps,
    async begin() {
      const workflowId = `bare/${newId()}`
      await workflow.start(type, {
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
  })
  return {
    life: contestant('bare engine', 'bareLife', stepsOfLife),
    message: contestant('bare engine, one message', 'bareMessage', 1),
    close: () => connection.close(),
  }
}

import { WorkflowClient } from '@temporalio/client'
import type { WorkflowHandle } from '@temporalio/client'
import { definitionOf } from '../../../domain/processes.ts'
import { dieIfOrdered } from './die.ts'

async function settled(answer: unknown, point: string): Promise<unknown> {
  const result = await answer
  dieIfOrdered(point)
  return result
}

/** Puts points around the calls by which this process tells the engine of starts: `start` in an API, `relay` in workers. */
export function armStarts(name: 'start' | 'relay'): void {
  WorkflowClient.prototype.start = new Proxy(WorkflowClient.prototype.start, {
    apply(target, client: object, args: unknown[]) {
      const isProcess = typeof args[0] === 'string' && definitionOf(args[0]) !== undefined
      if (isProcess) dieIfOrdered(`${name} before engine`)
      const answer: unknown = Reflect.apply(target, client, args)
      return isProcess ? settled(answer, `${name} after engine`) : answer
    },
  })
}

/** Puts points around updates: `act` in an API, `sweep` in workers. */
export function armUpdates(name: 'act' | 'sweep'): void {
  WorkflowClient.prototype.getHandle = new Proxy(WorkflowClient.prototype.getHandle, {
    apply(target, client: object, args: unknown[]) {
      const handle: WorkflowHandle = Reflect.apply(target, client, args)
      handle.executeUpdate = new Proxy(handle.executeUpdate, {
        apply(execute, self: object, words: unknown[]) {
          dieIfOrdered(`${name} before engine`)
          return settled(Reflect.apply(execute, self, words), `${name} after engine`)
        },
      })
      return handle
    },
  })
}

import { setTimeout as sleep } from 'node:timers/promises'
import { Connection, isGrpcServiceError } from '@temporalio/client'
import { msToTs } from '@temporalio/common/lib/time'

const notFound = 5
const alreadyExists = 6
const madeWithinMs = 30_000

const hasCode = (error: unknown, code: number): boolean => isGrpcServiceError(error) && error.code === code

/**
 * Makes a namespace where a server has lost it, or never had it, and waits until it answers. Answers whether it was made.
 * `retentionMs`: how long the engine keeps what has ended.
 */
export async function ensureNamespace(address: string, namespace: string, retentionMs: number): Promise<boolean> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 })
  const isThere = async (): Promise<boolean> => {
    try {
      // Asked through the server's cache of namespaces, as all that comes after is: it learns of a new one a while later.
      await connection.withDeadline(Date.now() + 5_000, () => connection.operatorService.listSearchAttributes({ namespace }))
      return true
    } catch (error) {
      if (hasCode(error, notFound)) return false
      throw error
    }
  }
  try {
    if (await isThere()) return false
    await connection
      .withDeadline(Date.now() + 5_000, () =>
        connection.workflowService.registerNamespace({ namespace, workflowExecutionRetentionPeriod: msToTs(retentionMs) }),
      )
      .catch((error: unknown) => {
        if (!hasCode(error, alreadyExists)) throw error
      })
    for (const until = Date.now() + madeWithinMs; Date.now() < until; await sleep(100)) if (await isThere()) return true
    throw new Error(`The namespace ${namespace} was made and does not answer yet: try again in a minute`)
  } finally {
    await connection.close()
  }
}

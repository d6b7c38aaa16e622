import { Connection } from '@temporalio/client'
import { searchAttributes } from '../../workflows/contracts.ts'

const keyword = 2

/** Makes the search attributes on a server somebody else runs, where they are missing. */
export async function ensureSearchAttributes(address: string, namespace: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 5_000 })
  try {
    const { customAttributes } = await connection.withDeadline(Date.now() + 5_000, () =>
      connection.operatorService.listSearchAttributes({ namespace }),
    )
    const missing = Object.values(searchAttributes).filter((name) => customAttributes[name] === undefined)
    if (missing.length === 0) return
    await connection.withDeadline(Date.now() + 10_000, () =>
      connection.operatorService.addSearchAttributes({
        namespace,
        searchAttributes: Object.fromEntries(missing.map((name) => [name, keyword])),
      }),
    )
  } finally {
    await connection.close()
  }
}

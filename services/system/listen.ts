import type { PoolClient } from 'pg'
import type { Database } from '../../db/client.ts'
import { liveChannel } from '../live/publish.ts'

export interface Listening {
  stop(): Promise<void>
}

const firstRetryMs = 250
const maxRetryMs = 10_000

/**
 * Listens to what every transaction publishes, over one connection that is made again when it breaks. `onGap` is
 * called after a break: what was published meanwhile is not repeated.
 */
export function listenLive(
  db: Database,
  on: { readonly message: (payload: string) => void; readonly gap: () => void; readonly broken: (error: unknown) => void },
): Listening {
  let client: PoolClient | undefined
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let retryMs = firstRetryMs
  let connectedBefore = false

  const again = (error: unknown): void => {
    if (stopped) return
    on.broken(error)
    timer = setTimeout(() => void connect(), retryMs)
    retryMs = Math.min(retryMs * 2, maxRetryMs)
  }
  const drop = (broken: PoolClient, error: unknown): void => {
    if (client !== broken) return
    client = undefined
    broken.release(true)
    again(error)
  }
  async function connect(): Promise<void> {
    let opened: PoolClient | undefined
    try {
      opened = await db.systemPool.connect()
      const listening = opened
      listening.on('notification', ({ channel, payload }) => {
        if (channel === liveChannel && payload !== undefined) on.message(payload)
      })
      listening.on('error', (error) => drop(listening, error))
      listening.on('end', () => drop(listening, new Error('The listening connection was closed')))
      await listening.query(`LISTEN ${liveChannel}`)
      if (stopped) return listening.release(true)
      client = listening
      retryMs = firstRetryMs
      if (connectedBefore) on.gap()
      connectedBefore = true
    } catch (error) {
      opened?.release(true)
      again(error)
    }
  }
  const connecting = connect()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await connecting
      const open = client
      client = undefined
      open?.release(true)
    },
  }
}

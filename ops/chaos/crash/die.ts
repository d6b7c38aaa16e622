import { renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { deadDir, ordersEnv } from './orders.ts'

const dir = process.env[ordersEnv] ?? ''
const sending = new Set<string>()

/** A letter the mail server may have taken and nobody has noted yet: named by whoever dies meanwhile. */
export const onTheWire = (messageId: string): void => void sending.add(messageId)
export const isNoted = (messageId: string): void => void sending.delete(messageId)

/** Ends this process as a power cut does, if that was ordered: of several that pass the point the first one takes the order. */
export function dieIfOrdered(point: string): void {
  const mine = join(dir, deadDir, `${point}.${String(process.pid)}`)
  try {
    renameSync(join(dir, point), mine)
  } catch {
    return
  }
  writeFileSync(mine, JSON.stringify([...sending]))
  process.kill(process.pid, 'SIGKILL')
}

import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { z } from 'zod'
import type { ConsoleClient } from '../../scratch/console-client.ts'

const changeShape = z.object({ type: z.literal('change'), processId: z.string(), seq: z.number() })

export interface EventStream {
  /** When the change came, by `performance.now()`. */
  arrival(processId: string, seq: number): Promise<number>
  close(): void
}

/** The live updates of one session, as they come over the line. */
export async function openEventStream(url: string, { headers }: ConsoleClient): Promise<EventStream> {
  const stop = new AbortController()
  const response = await fetch(`${url}/trpc/live`, { headers: { ...headers, accept: 'text/event-stream' }, signal: stop.signal })
  if (!response.ok || response.body === null) throw new Error(`Live updates answered ${String(response.status)}`)
  const arrived = new Map<string, number>()
  const waiting = new Map<string, (at: number) => void>()
  const read = async (): Promise<void> => {
    for await (const line of createInterface({ input: Readable.from(response.body ?? []) })) {
      if (!line.startsWith('data: ')) continue
      const change = changeShape.safeParse(JSON.parse(line.slice('data: '.length)))
      if (!change.success) continue
      const key = `${change.data.processId}:${String(change.data.seq)}`
      arrived.set(key, performance.now())
      waiting.get(key)?.(performance.now())
    }
  }
  read().catch(() => undefined)
  return {
    arrival(processId, seq) {
      const key = `${processId}:${String(seq)}`
      const at = arrived.get(key)
      return at === undefined ? new Promise((resolve) => waiting.set(key, resolve)) : Promise.resolve(at)
    },
    close: () => stop.abort(),
  }
}

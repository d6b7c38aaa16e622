import { setTimeout as sleep } from 'node:timers/promises'

/** Asks again until the answer is there. Gives up after `timeoutMs` with the last reason. */
export async function eventually<T>(ask: () => Promise<T | undefined>, what: string, timeoutMs = 20_000): Promise<T> {
  const until = Date.now() + timeoutMs
  for (;;) {
    const answer = await ask()
    if (answer !== undefined) return answer
    if (Date.now() > until) throw new Error(`It did not happen in ${timeoutMs} ms: ${what}`)
    await sleep(50)
  }
}

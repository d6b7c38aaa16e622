import { EnvHttpProxyAgent, fetch } from 'undici'

// Node's own fetch passes a company's proxy by: HTTPS_PROXY and NO_PROXY count here.
const dispatcher = new EnvHttpProxyAgent()

/**
 * What an address outside answers, whole.
 * @throws with the reason: no way there, too slow, or a status that is not a success
 */
export async function readOutside(url: string, timeoutMs: number): Promise<Buffer> {
  const answer = await fetch(url, { dispatcher, signal: AbortSignal.timeout(timeoutMs) })
  if (!answer.ok) throw new Error(`HTTP ${String(answer.status)}`)
  return Buffer.from(await answer.arrayBuffer())
}

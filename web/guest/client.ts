import type { Label } from '../../domain/label.ts'
import { isJsonObject } from '../../domain/json.ts'
import { say, words } from './lang.ts'

/**
 * Why something asked of the server did not happen. `unclear`: it may have; `later`:
 * too often for now; `same`: nothing new since the last time.
 */
export interface Failure {
  readonly kind: 'gone' | 'offline' | 'unclear' | 'ended' | 'later' | 'same' | 'no'
  readonly message: string
  /** Messages by field name. */
  readonly problems: Readonly<Record<string, string>>
}
export type Asked<T> =
  | { readonly ok: true; readonly value: T; readonly tag: string | null }
  | { readonly ok: false; readonly failure: Failure }

const isLabel = (value: unknown): value is Label =>
  isJsonObject(value) && typeof value['ru'] === 'string' && typeof value['en'] === 'string'

function problemsOf(value: unknown): Record<string, string> {
  const found: Record<string, string> = {}
  for (const problem of Array.isArray(value) ? value : [])
    if (isJsonObject(problem) && typeof problem['field'] === 'string' && isLabel(problem['message']))
      found[problem['field']] ??= say(problem['message'])
  return found
}

async function failureOf(response: Response): Promise<Failure> {
  const body: unknown = await response.json().catch(() => undefined)
  const error = isJsonObject(body) ? body['error'] : undefined
  const data = isJsonObject(error) && isJsonObject(error['data']) ? error['data'] : {}
  const message = isLabel(data['message']) ? say(data['message']) : words().failed
  const problems = problemsOf(data['problems'])
  if (response.status === 404) return { kind: 'gone', message, problems }
  if (response.status === 429) return { kind: 'later', message, problems }
  if (response.status >= 500) return { kind: 'unclear', message, problems }
  return { kind: data['refusal'] === 'Ended' ? 'ended' : 'no', message, problems }
}

/** Asks the server. Never throws: a lost connection is an answer too. */
export async function ask<T>(path: string, init: RequestInit = {}): Promise<Asked<T>> {
  try {
    const response = await fetch(path, { cache: 'no-store', credentials: 'same-origin', signal: AbortSignal.timeout(60_000), ...init })
    if (response.status === 304) return { ok: false, failure: { kind: 'same', message: '', problems: {} } }
    if (!response.ok) return { ok: false, failure: await failureOf(response) }
    const value: T = await response.json()
    return { ok: true, value, tag: response.headers.get('etag') }
  } catch {
    return { ok: false, failure: { kind: 'offline', message: `${words().offline}. ${words().offlineWhy}`, problems: {} } }
  }
}

export const post = <T>(path: string, body: unknown): Promise<Asked<T>> =>
  ask(path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })

import type { JsonObject } from '../../domain/json.ts'
import type { FailureKind } from './failure.ts'
import { RequestFailure } from './failure.ts'
import { t } from './i18n.ts'

async function answer<T>(response: Response): Promise<T> {
  const body: { result?: { data: T }; error?: { message: string; data?: JsonObject } } = await response.json()
  if (body.result !== undefined) return body.result.data
  throw Object.assign(new Error(body.error?.message ?? ''), { data: body.error?.data })
}
const lost = (): never => {
  const kind: FailureKind = 'offline'
  throw new RequestFailure({ kind, message: t('failure.offline'), problems: {} })
}

export const ask = async <T>(path: string, input?: unknown): Promise<T> => {
  const query = input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`
  return answer<T>(await fetch(`/trpc/${path}${query}`).catch(lost))
}
export const send = async <T>(path: string, input?: unknown): Promise<T> =>
  answer<T>(
    await fetch(`/trpc/${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(input ?? {}),
    }).catch(lost),
  )

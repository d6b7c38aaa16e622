import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { isJsonObject } from '../../domain/json.ts'

export interface Answer {
  readonly status: number
  /** The result, of a call that worked. */
  readonly data: unknown
  /** The error's data, of a call that did not. */
  readonly error: Readonly<Record<string, unknown>> | undefined
  readonly raw: LightMyRequestResponse
}

/** Asks as one browser does: keeps cookies, sends its own origin. */
export interface Browser {
  readonly cookies: Map<string, string>
  send(path: string, input?: unknown, headers?: Readonly<Record<string, string>>): Promise<Answer>
  ask(path: string, input?: unknown): Promise<Answer>
  request(options: {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH'
    readonly url: string
    readonly headers?: Readonly<Record<string, string>>
    readonly payload?: string | Buffer
  }): Promise<LightMyRequestResponse>
}

function answerOf(raw: LightMyRequestResponse): Answer {
  let body: unknown
  try {
    body = raw.json()
  } catch {
    body = undefined
  }
  const result = isJsonObject(body) ? body['result'] : undefined
  const error = isJsonObject(body) ? body['error'] : undefined
  const data = isJsonObject(error) ? error['data'] : undefined
  return {
    status: raw.statusCode,
    data: isJsonObject(result) ? result['data'] : undefined,
    error: isJsonObject(data) ? data : undefined,
    raw,
  }
}

export function openBrowser(app: FastifyInstance, origin = 'http://localhost:3000'): Browser {
  const cookies = new Map<string, string>()
  const request: Browser['request'] = async ({ method, url, headers, payload }) => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const raw = await app.inject({
      method,
      url,
      headers: { ...(cookie === '' ? {} : { cookie }), ...(method === 'GET' || method === 'HEAD' ? {} : { origin }), ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
    for (const set of raw.cookies) {
      if (set.value === '' || (set.expires !== undefined && set.expires.getTime() <= 0)) cookies.delete(set.name)
      else cookies.set(set.name, set.value)
    }
    return raw
  }
  return {
    cookies,
    request,
    send: async (path, input, headers) =>
      answerOf(
        await request({
          method: 'POST',
          url: `/trpc/${path}`,
          headers: { 'content-type': 'application/json', ...headers },
          payload: JSON.stringify(input ?? {}),
        }),
      ),
    ask: async (path, input) =>
      answerOf(
        await request({
          method: 'GET',
          url: `/trpc/${path}${input === undefined ? '' : `?input=${encodeURIComponent(JSON.stringify(input))}`}`,
        }),
      ),
  }
}

/** A browser that has signed in. */
export async function signIn(
  app: FastifyInstance,
  person: { readonly email: string; readonly password: string },
  origin?: string,
): Promise<Browser> {
  const browser = openBrowser(app, origin)
  const answer = await browser.send('session.login', { email: person.email, password: person.password })
  if (answer.status !== 200) throw new Error(`${person.email} could not sign in: ${answer.raw.body}`)
  return browser
}

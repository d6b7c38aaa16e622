import { createTRPCClient, httpLink } from '@trpc/client'
import type { TRPCClient } from '@trpc/client'
import type { AppRouter } from '../../api/router.ts'

/** Asks an API as one person's browser does. */
export interface ConsoleClient {
  readonly trpc: TRPCClient<AppRouter>
  /** For what is not tRPC: exports, files, live updates. */
  readonly headers: Readonly<Record<string, string>>
}

/** Signs in and keeps the session. @throws the answer's error when the API refuses or can't be reached */
export async function signInTo(apiUrl: string, who: { readonly email: string; readonly password: string }): Promise<ConsoleClient> {
  const cookies = new Map<string, string>()
  const origin = new URL(apiUrl).origin
  const headers = (): Record<string, string> => ({ origin, cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') })
  const trpc = createTRPCClient<AppRouter>({
    links: [
      httpLink({
        url: `${apiUrl}/trpc`,
        headers,
        async fetch(input, init) {
          const { method = 'GET', headers: sent = {}, body = null, signal = null } = init ?? {}
          const response = await fetch(input, { method, headers: sent, body, signal })
          for (const line of response.headers.getSetCookie()) {
            const [pair = ''] = line.split(';')
            const at = pair.indexOf('=')
            cookies.set(pair.slice(0, at), pair.slice(at + 1))
          }
          return response
        },
      }),
    ],
  })
  const answer = await trpc.session.login.mutate({ email: who.email, password: who.password })
  if ('choose' in answer) throw new Error(`${who.email} belongs to several organizations`)
  return { trpc, headers: headers() }
}

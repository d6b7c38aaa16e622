import type { InjectOptions } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Draining } from '../../api/hooks/draining.ts'
import { buildServer } from '../../api/server.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'

let api: TestApi
beforeAll(async () => {
  api = await testApi()
})
afterAll(() => api.close())

function instance(more: { readonly trustedProxies?: readonly string[]; readonly draining?: Draining }) {
  return buildServer(api.deps, {
    logLevel: 'silent',
    webDir: '/nowhere',
    metricsToken: 'x'.repeat(32),
    readiness: () => Promise.resolve({ database: true, engine: true }),
    plugins: [
      (app) => {
        app.get('/who', (request) => ({ ip: request.ip }))
        app.post('/do', () => ({ done: true }))
      },
    ],
    ...more,
  })
}

test('the address of a request is the one its proxy names, when that proxy is trusted, and the last untrusted one', async () => {
  const ask = async (trustedProxies: readonly string[] | undefined, remoteAddress: string, forwarded: string): Promise<unknown> => {
    const app = await instance(trustedProxies === undefined ? {} : { trustedProxies })
    const answer = await app.inject({ url: '/who', remoteAddress, headers: { 'x-forwarded-for': forwarded } })
    return answer.json()
  }
  expect(await ask(undefined, '127.0.0.1', '203.0.113.7')).toEqual({ ip: '203.0.113.7' })
  expect(await ask(undefined, '10.5.0.2', '203.0.113.7')).toEqual({ ip: '10.5.0.2' })
  expect(await ask(['10.5.0.0/24'], '10.5.0.2', '203.0.113.7')).toEqual({ ip: '203.0.113.7' })
  expect(await ask(['10.5.0.0/24'], '10.5.1.2', '203.0.113.7')).toEqual({ ip: '10.5.1.2' })
  expect(await ask(['10.5.0.0/24'], '10.5.0.2', '198.51.100.1, 203.0.113.7')).toEqual({ ip: '203.0.113.7' })
  expect(await ask([], '127.0.0.1', '203.0.113.7')).toEqual({ ip: '127.0.0.1' })
})

test('an instance that drains does nothing and sends the proxy elsewhere, but for what was sent elsewhere before', async () => {
  const draining: Draining = { on: false }
  const app = await instance({ draining })
  const ask = async (options: InjectOptions): Promise<number> => (await app.inject(options)).statusCode
  const post: InjectOptions = { method: 'POST', url: '/do', headers: { origin: api.deps.publicUrl } }
  expect([await ask(post), await ask({ url: '/readyz' })]).toEqual([200, 200])
  draining.on = true
  expect([await ask(post), await ask({ url: '/readyz' }), await ask({ url: '/trpc/live' })]).toEqual([421, 421, 421])
  const again = await app.inject({ ...post, headers: { ...post.headers, 'x-asked-before': '1' } })
  expect({ status: again.statusCode, connection: again.headers.connection }).toEqual({ status: 200, connection: 'close' })
  expect(await ask({ url: '/healthz' })).toBe(200)
  const refused = await app.inject(post)
  expect(refused.headers.connection).toBe('close')
  expect(refused.json()).toMatchObject({ error: { data: { code: 'Unavailable' } } })
})

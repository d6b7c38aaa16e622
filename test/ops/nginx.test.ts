import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { connect, createServer as createTcpServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { anyFreePort } from '../../ops/ports.ts'
import type { RunningProcess } from '../../ops/processes.ts'
import { findNginx, prepareNginx, upstreamOf } from '../../ops/production/nginx.ts'
import type { RunningNginx } from '../../ops/production/nginx.ts'
import { productionMissing } from '../support/production-programs.ts'

type Answer = (request: IncomingMessage, response: ServerResponse, body: string) => void

const missing = await productionMissing()

// The very template that both shapes use, before two APIs that do what the test says.
describe.skipIf(missing !== undefined)(`the proxy${missing === undefined ? '' : `: ${missing}`}`, () => {
  const dir = mkdtempSync(join(tmpdir(), 'vekha-proxy-'))
  const ports: number[] = []
  const servers: Server[] = []
  const seen: { readonly by: number; readonly request: IncomingMessage; readonly body: string }[] = []
  const echo: Answer = (request, response, body) => response.end(JSON.stringify({ headers: request.headers, bytes: body.length }))
  let answers: readonly [Answer, Answer] = [echo, echo]
  let url = ''
  let lettersPort = 0
  let nginx: RunningNginx
  let running: RunningProcess
  const letters = createTcpServer((socket) => {
    socket.once('data', (chunk) => socket.end(`220 ${chunk.toString('latin1')}`))
  })

  beforeAll(async () => {
    for (const by of [0, 1] as const) {
      const server = createServer((request, response) => {
        let body = ''
        request.setEncoding('latin1')
        request.on('data', (chunk: string) => {
          body += chunk
        })
        request.once('end', () => {
          if (request.url !== '/healthz') seen.push({ by, request, body })
          if (request.url === '/healthz') response.end('ok')
          else answers[by](request, response, body)
        })
      })
      ports.push(await anyFreePort())
      server.listen(ports[by], '127.0.0.1')
      await once(server, 'listening')
      servers.push(server)
    }
    const lettersAt = await anyFreePort()
    letters.listen(lettersAt, '127.0.0.1')
    const port = await anyFreePort()
    lettersPort = await anyFreePort()
    url = `http://127.0.0.1:${String(port)}`
    const env = {
      NGINX_ACCESS_LOG: 'off',
      NGINX_RESOLVER: '',
      NGINX_TLS: '',
      NGINX_OUTER_PROXY: 'unix:',
      NGINX_LISTEN: `127.0.0.1:${String(port)}`,
      NGINX_API: upstreamOf(ports.map((one) => `127.0.0.1:${String(one)}`)),
      NGINX_LETTERS: upstreamOf([`127.0.0.1:${String(lettersAt)}`]),
      NGINX_LETTERS_LISTEN: `127.0.0.1:${String(lettersPort)}`,
    }
    nginx = await prepareNginx(await findNginx(), env, `${url}/healthz`, join(dir, 'nginx.log'))
    running = await nginx.start()
  })
  afterEach(() => {
    answers = [echo, echo]
    seen.splice(0)
  })
  afterAll(async () => {
    await running.stop()
    await nginx.remove()
    for (const server of servers) server.close()
    letters.close()
    rmSync(dir, { recursive: true, force: true })
  })

  const elsewhere: Answer = (request, response, body) => {
    if (request.headers['x-asked-before'] === '1') return echo(request, response, body)
    response.statusCode = 421
    response.end()
  }
  const post = (path: string, bytes: number): Promise<Response> => fetch(`${url}${path}`, { method: 'POST', body: 'x'.repeat(bytes) })

  it('says itself from where a request comes, whatever the client claims', async () => {
    const claimed = { 'x-forwarded-for': '203.0.113.7', 'x-asked-before': '1' }
    const answer = await (await fetch(`${url}/trpc/session.me`, { headers: claimed })).json()
    expect(answer).toMatchObject({ headers: { 'x-forwarded-for': '127.0.0.1', host: new URL(url).host } })
    expect(answer).not.toHaveProperty('headers.x-asked-before')
  })

  it('asks an instance that is about to stop no second time, and hands the whole body to the other', async () => {
    answers = [elsewhere, echo]
    for (let time = 0; time < 8; time += 1) {
      const answer = await post('/files', 3_000_000)
      expect(await answer.json()).toMatchObject({ bytes: 3_000_000 })
    }
    expect(seen.some(({ by, request }) => by === 0 && request.headers['x-asked-before'] === undefined)).toBe(true)
    // When there is no other, the one that drains still answers.
    answers = [elsewhere, elsewhere]
    expect((await post('/trpc/process.act', 10)).status).toBe(200)
  })

  it('repeats what was only asked, and never what may have been done', async () => {
    const break1: Answer = (request) => void request.socket.destroy()
    answers = [break1, echo]
    for (let time = 0; time < 6; time += 1) expect((await fetch(`${url}/trpc/process.list`)).status).toBe(200)
    answers = [break1, break1]
    seen.splice(0)
    const answer = await post('/trpc/process.act', 10)
    expect(seen).toHaveLength(1)
    expect(answer.status).toBe(503)
    expect(answer.headers.get('retry-after')).toBe('5')
    // As the API says it, so that screens keep the form and send the same request id again.
    expect(await answer.json()).toMatchObject({
      error: { data: { code: 'Unavailable', message: { ru: expect.stringContaining('Веха') } } },
    })
  })

  it('passes the answers of the API on as they are, refusals too', async () => {
    for (const status of [400, 404, 409, 500, 503]) {
      const refuse: Answer = (_request, response) => {
        response.statusCode = status
        response.end('its own words')
      }
      answers = [refuse, refuse]
      const answer = await post('/trpc/process.act', 10)
      expect([answer.status, await answer.text()]).toEqual([status, 'its own words'])
      expect(seen.splice(0)).toHaveLength(1)
    }
  })

  it('takes files of 20 MB where files are taken, and little elsewhere', async () => {
    for (const path of ['/files', '/new/api/acme', '/r/api/link/files']) expect((await post(path, 20_900_000)).status).toBe(200)
    expect((await post('/files', 22_100_000)).status).toBe(413)
    expect((await post('/trpc/process.act', 1_100_000)).status).toBe(413)
  })

  it('hands each live event on at once', async () => {
    const stream: Answer = (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' })
      response.write('data: first\n\n')
    }
    answers = [stream, stream]
    const stop = new AbortController()
    const answer = await fetch(`${url}/trpc/live`, { signal: stop.signal })
    const reader = answer.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    // The answer has no end yet: a proxy that gathers would still hold it.
    expect(new TextDecoder().decode(value)).toContain('first')
    stop.abort()
  })

  it('keeps the numbers of an instance inside', async () => {
    expect((await fetch(`${url}/metrics`)).status).toBe(404)
    expect(seen).toEqual([])
  })

  it('tells the listener for letters from where they come', async () => {
    const socket = connect(lettersPort, '127.0.0.1')
    socket.write('EHLO x\r\n')
    const [chunk] = await once(socket, 'data')
    expect(String(chunk)).toMatch(/^220 PROXY TCP4 127\.0\.0\.1 127\.0\.0\.1 /)
    socket.destroy()
  })

  it('comes back on its port after its master was killed and left workers behind', async () => {
    running.child.kill('SIGKILL')
    await running.ended
    running = await nginx.start()
    expect((await fetch(`${url}/trpc/session.me`)).status).toBe(200)
  })
})

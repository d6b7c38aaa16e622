import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { judgeAudit } from '../../ops/audit/judge.ts'
import { runCommand } from '../../ops/command.ts'
import { rootDir } from '../../ops/paths.ts'

const servers: Server[] = []
const caches: string[] = []
afterAll(async () => {
  for (const cache of caches) await rm(cache, { recursive: true, force: true })
  for (const server of servers) server.close()
})

/** The command against a registry that answers so. */
async function auditWith(status: number, body: unknown): Promise<{ code: number | null; output: string; asked: string[] }> {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    request.resume()
    // npm also looks up who depends on what is vulnerable.
    const isAudit = request.method === 'POST'
    response.writeHead(isAudit ? status : 404, { 'content-type': 'application/json' }).end(JSON.stringify(isAudit ? body : {}))
  })
  servers.push(server)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const registry = `http://127.0.0.1:${String(typeof address === 'object' && address ? address.port : 0)}/`
  // npm remembers what it made of an advisory.
  const cache = await mkdtemp(join(tmpdir(), 'npm-cache-'))
  caches.push(cache)
  const env = { ...process.env, npm_config_cache: cache, npm_config_registry: registry, npm_config_update_notifier: 'false' }
  const done = await runCommand(process.execPath, ['--import', 'tsx', 'ops/audit/main.ts'], { cwd: rootDir, env, timeoutMs: 60_000 })
  return { ...done, asked }
}

const advisory = (severity: string) => ({
  id: 1,
  url: 'https://github.com/advisories/GHSA-aaaa-bbbb-cccc',
  title: 'Words of a cookie reach where they should not',
  severity,
  vulnerable_versions: '<999.0.0',
  cwe: [],
  cvss: { score: 9, vectorString: null },
})

test('an advisory about what is installed fails the check, in a sentence that says what to do', async () => {
  const { code, output, asked } = await auditWith(200, { fastify: [advisory('high')] })
  expect(asked).toContain('/-/npm/v1/security/advisories/bulk')
  expect(output).toMatch(/high: fastify <999\.0\.0, Words of a cookie.*GHSA-aaaa-bbbb-cccc[\s\S]*ops\/audit\/ignored\.ts/)
  expect(code).toBe(1)
})

test('nothing known, or nothing grave, passes', async () => {
  expect(await auditWith(200, {})).toMatchObject({ code: 0, output: expect.stringContaining('0 advisories') })
  expect(await auditWith(200, { fastify: [advisory('moderate')] })).toMatchObject({
    code: 0,
    output: expect.stringContaining('none that counts'),
  })
})

test('a registry that offers no audit passes and is named as having checked nothing', async () => {
  for (const status of [404, 405, 501]) {
    const { code, output } = await auditWith(status, {})
    expect({ status, code }).toEqual({ status, code: 0 })
    expect(output).toMatch(/not offered.*Nothing was checked/)
  }
})

test('an advisory is ignored with a reason and until its day only', () => {
  const via = [{ ...advisory('critical'), name: 'fastify', range: '<999.0.0' }]
  const output = JSON.stringify({ vulnerabilities: { fastify: { via }, other: { via: ['fastify'] } } })
  const ignored = [{ advisory: 'GHSA-aaaa-bbbb-cccc', reason: 'no cookie of ours goes there', until: '2026-12-31' }]
  expect(judgeAudit(output, ignored, '2026-12-31')).toMatchObject({
    ok: true,
    lines: [expect.stringContaining('no cookie of ours'), expect.anything()],
  })
  expect(judgeAudit(output, ignored, '2027-01-01')).toMatchObject({ ok: false })
  expect(judgeAudit(output, [], '2026-12-31')).toMatchObject({ ok: false })
})

test('an answer that makes no sense is no pass', () => {
  expect(judgeAudit('{"half', [], '2026-12-31')).toMatchObject({ ok: false })
  expect(judgeAudit('{"vulnerabilities": []}', [], '2026-12-31')).toMatchObject({ ok: false })
  expect(judgeAudit('', [], '2026-12-31')).toMatchObject({ ok: true, lines: [expect.stringContaining('Nothing was checked')] })
})

import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { downloadCli } from '../../ops/temporal/download.ts'
import { archiveName } from '../../ops/temporal/release.ts'

const name = archiveName() ?? ''
let dir = ''
let server: Server
let baseUrl = ''
let archive = Buffer.alloc(0)
const served = new Map<string, Buffer>()

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'vekha-download-'))
  writeFileSync(join(dir, 'temporal'), '#!/bin/sh\necho pinned\n')
  chmodSync(join(dir, 'temporal'), 0o755)
  spawnSync('tar', ['-czf', 'made.tar.gz', 'temporal'], { cwd: dir })
  archive = readFileSync(join(dir, 'made.tar.gz'))
  rmSync(join(dir, 'temporal'))
  server = createServer((request, response) => {
    const body = served.get(request.url ?? '')
    response.writeHead(body === undefined ? 404 : 200).end(body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (address !== null && typeof address === 'object') baseUrl = `http://127.0.0.1:${String(address.port)}`
})
afterAll(() => {
  server.close()
  rmSync(dir, { recursive: true, force: true })
})
beforeEach(() => served.clear())

function publish(sum: string): void {
  served.set('/checksums.txt', Buffer.from(`${'0'.repeat(64)}  other.tar.gz\n${sum}  ${name}\n`))
  served.set(`/${name}`, archive)
}

test('the program is taken from an archive whose sum is the published one', async () => {
  publish(createHash('sha256').update(archive).digest('hex'))
  await downloadCli(join(dir, 'program'), baseUrl)
  expect(spawnSync(join(dir, 'program'), { encoding: 'utf8' }).stdout).toBe('pinned\n')
})

test('an archive with another sum, or none published, is refused and leaves nothing', async () => {
  publish('f'.repeat(64))
  await expect(downloadCli(join(dir, 'refused'), baseUrl)).rejects.toThrow(/SHA-256/)
  served.set('/checksums.txt', Buffer.from('nothing of ours\n'))
  await expect(downloadCli(join(dir, 'refused'), baseUrl)).rejects.toThrow(/published is none/)
  expect(existsSync(join(dir, 'refused'))).toBe(false)
  expect(readdirSync(dir).filter((one) => one.startsWith('download-'))).toEqual([])
})

test('a release that is not there says so', async () => {
  await expect(downloadCli(join(dir, 'missing'), baseUrl)).rejects.toThrow('HTTP 404')
})

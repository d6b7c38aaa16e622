import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openSmsLog } from '../../simulators/smsc/message-log.ts'
import { respondPhones } from '../../simulators/smsc/respond-phones.ts'

let directory: string
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'phones-'))
  const log = await openSmsLog(directory)
  const common = { sender: '', parts: 1, takenAt: Date.parse('2026-11-26T09:00:00Z') }
  await log.add({ ...common, id: 1, phone: '79123456789', text: 'Принято: https://vekha.example/r#abc-_1' })
  await log.add({ ...common, id: 2, phone: '79990000000', text: '<script>alert(1)</script>' })
})
afterAll(() => rm(directory, { recursive: true }))

const page = async (query = ''): Promise<string> =>
  (await respondPhones({ directory, basePath: '/outbox' }, new URLSearchParams(query))).body

it('shows what came to the phones, the newest first, with links to follow and nothing to run', async () => {
  const body = await page()
  expect(body).toContain('<a href="https://vekha.example/r#abc-_1">')
  expect(body.indexOf('999')).toBeLessThan(body.indexOf('912'))
  expect(body).not.toContain('<script')
})

it('finds a phone by a part of its number, however it is written', async () => {
  const body = await page('to=912 345')
  expect(body).toContain('Принято')
  expect(body).not.toContain('alert')
  expect(await page('to=нет')).toContain('SMS на этот номер нет')
})

import { createHmac } from 'node:crypto'
import { expect, it } from 'vitest'
import { createJitsi } from '../../connectors/video/jitsi.ts'

const jwtSecret = 'shared with the video server'
const jitsi = createJitsi({ baseUrl: 'https://meet.example.ru/sub', appId: 'vekha', jwtSecret, secret: 'a'.repeat(32) })
const now = Date.UTC(2026, 10, 26, 12)
const entry = { key: 'visit 1', name: 'Пётр Алексеев', moderator: false, now, closesAt: now + 3_600_000 }

function read(address: string) {
  const url = new URL(address)
  const [head = '', body = '', mark = ''] = (url.searchParams.get('jwt') ?? '').split('.')
  expect(mark).toBe(createHmac('sha256', jwtSecret).update(`${head}.${body}`).digest('base64url'))
  expect(JSON.parse(Buffer.from(head, 'base64url').toString())).toEqual({ alg: 'HS256', typ: 'JWT' })
  const claims: unknown = JSON.parse(Buffer.from(body, 'base64url').toString())
  return { url, claims }
}

it('lets one person into a room whose name nobody can guess, for a short while', () => {
  const { url, claims } = read(jitsi.addressOf(entry))
  expect(jitsi.origin).toBe('https://meet.example.ru')
  const [, room] = /^\/sub\/(vekha-[0-9a-f]{40})$/.exec(url.pathname) ?? []
  expect(room).toBeDefined()
  expect(claims).toMatchObject({ aud: 'jitsi', iss: 'vekha', sub: 'meet.example.ru', room, moderator: false })
  expect(claims).toMatchObject({ exp: now / 1000 + 30 * 60, context: { user: { name: 'Пётр Алексеев', affiliation: 'member' } } })
})

it('meets those of one visit in one room, of another in another, and of another installation nowhere', () => {
  const roomOf = (address: string): string => new URL(address).pathname
  const rep = jitsi.addressOf({ ...entry, name: 'Ирина', moderator: true, closesAt: now + 60_000 })
  expect(roomOf(rep)).toBe(roomOf(jitsi.addressOf(entry)))
  expect(read(rep).claims).toMatchObject({ moderator: true, exp: now / 1000 + 60, context: { user: { affiliation: 'owner' } } })
  expect(roomOf(jitsi.addressOf({ ...entry, key: 'visit 2' }))).not.toBe(roomOf(rep))
  const other = createJitsi({ baseUrl: 'https://meet.example.ru/sub', appId: 'vekha', jwtSecret, secret: 'b'.repeat(32) })
  expect(roomOf(other.addressOf(entry))).not.toBe(roomOf(rep))
})

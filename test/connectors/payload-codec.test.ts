import { defaultPayloadConverter } from '@temporalio/common'
import type { Payload } from '@temporalio/common'
import { describe, expect, it } from 'vitest'
import { createPayloadCodec, MissingPayloadKey } from '../../connectors/engine/payload-codec.ts'
import { payloadKeys } from '../../connectors/engine/payload-keys.ts'
import type { PayloadKeys } from '../../connectors/engine/payload-keys.ts'

const first = payloadKeys('first-secret-of-at-least-thirty-two-characters')
const second = payloadKeys('second-secret-of-at-least-thirty-two-characters')
const codecOf = (keys: PayloadKeys, missing: string[] = []) => createPayloadCodec(keys, (error) => missing.push(error.keyId))
const payloadOf = (value: unknown): Payload => defaultPayloadConverter.toPayload(value)
const text = (bytes: Uint8Array | null | undefined): string => Buffer.from(bytes ?? []).toString()
const sealOne = async (keys: PayloadKeys, payload: Payload): Promise<Payload> => {
  const [sealed] = await codecOf(keys).encode([payload])
  if (!sealed) throw new Error('Nothing was sealed')
  return sealed
}
const values = [
  { phone: '+7 912 000-00-01', text: 'Текст письма' },
  'слово',
  null,
  undefined,
  new Uint8Array([0, 255, 7]),
  'я'.repeat(300_000),
]

describe('payloads on their way into the engine and out', () => {
  it('come back as they were, and look like nothing meanwhile', async () => {
    const codec = codecOf(first)
    const sealed = await codec.encode(values.map(payloadOf))
    for (const payload of sealed) {
      expect(text(payload.metadata?.['encoding'])).toBe('binary/encrypted')
      expect(text(payload.metadata?.['encryption-key-id'])).toBe(first.current.id)
      expect(Object.keys(payload.metadata ?? {})).toHaveLength(2)
      expect(text(payload.data)).not.toMatch(/912|Текст|слово|json/)
    }
    const opened = await codec.decode(sealed)
    expect(opened.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual(values)
    expect(await codec.encode([])).toEqual([])
  })

  it('are never sealed twice the same way', async () => {
    const payload = payloadOf('то же самое')
    const sealed = await codecOf(first).encode(Array.from({ length: 50 }, () => payload))
    expect(new Set(sealed.map((one) => Buffer.from(one.data ?? []).toString('hex'))).size).toBe(50)
  })

  it('pass when they are plain, next to sealed ones', async () => {
    const mixed = [payloadOf('старое'), await sealOne(first, payloadOf('новое'))]
    const opened = await codecOf(first).decode(mixed)
    expect(opened.map((payload) => defaultPayloadConverter.fromPayload(payload))).toEqual(['старое', 'новое'])
  })
})

describe('keys', () => {
  it('turn over: the old one opens, the new one seals', async () => {
    const turned = payloadKeys('second-secret-of-at-least-thirty-two-characters', ['first-secret-of-at-least-thirty-two-characters'])
    const codec = codecOf(turned)
    const [opened] = await codec.decode([await sealOne(first, payloadOf('до смены'))])
    expect(opened && defaultPayloadConverter.fromPayload(opened)).toBe('до смены')
    const sealed = await sealOne(turned, payloadOf('после'))
    expect(text(sealed.metadata?.['encryption-key-id'])).toBe(second.current.id)
    expect(first.current.id).not.toBe(second.current.id)
  })

  it('are named when they are missing', async () => {
    const missing: string[] = []
    const sealed = await sealOne(first, payloadOf('до смены'))
    const opening = codecOf(second, missing).decode([sealed])
    await expect(opening).rejects.toThrow(MissingPayloadKey)
    await expect(opening).rejects.toThrow(first.current.id)
    expect(missing).toEqual([first.current.id])
  })

  it('are not in the key id, and the secret is in neither', () => {
    expect(first.current.id).toMatch(/^[0-9a-f]{12}$/)
    expect(first.current.key.toString('hex')).not.toContain(first.current.id)
    expect(first.current.key).toHaveLength(32)
  })
})

describe('a payload somebody changed', () => {
  it.each(['data', 'nonce', 'tag', 'cut short', 'empty'] as const)('does not open: %s', async (what) => {
    const sealed = await sealOne(first, payloadOf('как было'))
    const data = Buffer.from(sealed.data ?? [])
    const flip = (at: number): Buffer => {
      data[at] = (data[at] ?? 0) ^ 1
      return data
    }
    const changed = {
      data: () => flip(20),
      nonce: () => flip(0),
      tag: () => flip(data.length - 1),
      'cut short': () => data.subarray(0, data.length - 1),
      empty: () => Buffer.alloc(0),
    }
    const payload = { ...sealed, data: changed[what]() }
    await expect(codecOf(first).decode([payload])).rejects.toThrow(/damaged|cut short/)
  })

  it('does not open under another key’s id, even with the right key behind it', async () => {
    const sealed = await sealOne(first, payloadOf('как было'))
    const relabelled = { ...sealed, metadata: { ...sealed.metadata, 'encryption-key-id': Buffer.from('otherkeyid00') } }
    const keys = { current: first.current, readable: new Map([['otherkeyid00', first.current]]) }
    await expect(codecOf(keys).decode([relabelled])).rejects.toThrow('damaged')
  })
})

import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'
import { mkdir, open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Anchor, AnchorStore } from './port.ts'

const fileNames = /^audit-anchors-\d{4}-\d{2}\.jsonl$/
const fileOf = (at: number): string => `audit-anchors-${new Date(at).toISOString().slice(0, 7)}.jsonl`

const keyOf = (secret: string): Buffer => Buffer.from(hkdfSync('sha256', secret, 'vekha', 'audit anchors', 32))
const macOf = ({ tenantId, size, hash, at, removed }: Anchor, key: Buffer): string =>
  createHmac('sha256', key)
    .update([tenantId, size, hash, at, removed === true].join('\n'))
    .digest('hex')

function isAnchor(value: unknown): value is Anchor & { readonly mac: string } {
  if (typeof value !== 'object' || value === null) return false
  const line: { readonly [name: string]: unknown } = { ...value }
  return (
    ['tenantId', 'hash', 'mac'].every((name) => typeof line[name] === 'string') &&
    ['size', 'at'].every((name) => Number.isSafeInteger(line[name])) &&
    (line['removed'] === undefined || line['removed'] === true)
  )
}
function parsed(line: string): unknown {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

/** The lines of every month's file; an absent directory holds none. */
async function linesIn(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  })
  const texts = await Promise.all(
    names
      .filter((name) => fileNames.test(name))
      .toSorted()
      .map((name) => readFile(join(dir, name), 'utf8')),
  )
  return texts.flatMap((text) => text.split('\n')).filter((line) => line !== '')
}

/**
 * Anchors as signed lines of JSON, a file a month, in a directory that no database restore touches. What the secrets
 * before signed counts too.
 */
export function openAnchorFiles(options: {
  readonly dir: string
  readonly secret: string
  readonly oldSecrets: readonly string[]
}): AnchorStore {
  const { dir, secret, oldSecrets } = options
  const keys = [secret, ...oldSecrets].map(keyOf)
  const signedByUs = ({ mac, ...anchor }: Anchor & { readonly mac: string }): boolean =>
    keys.some((key) => {
      const expected = Buffer.from(macOf(anchor, key))
      return expected.length === Buffer.byteLength(mac) && timingSafeEqual(expected, Buffer.from(mac))
    })
  return {
    async append(anchors) {
      const [first] = anchors
      if (!first) return
      await mkdir(dir, { recursive: true, mode: 0o700 })
      // Each batch begins a line of its own, whatever a crash left at the end.
      const lines = anchors.map((anchor) => `${JSON.stringify({ ...anchor, mac: macOf(anchor, keyOf(secret)) })}\n`)
      const file = await open(join(dir, fileOf(first.at)), 'a', 0o600)
      try {
        await file.appendFile(`\n${lines.join('')}`)
        await file.sync()
      } finally {
        await file.close()
      }
    },
    async read() {
      const lines = (await linesIn(dir)).map(parsed)
      const signed = lines.filter(isAnchor)
      const ours = signed.filter(signedByUs)
      return {
        anchors: ours.map(({ mac: _mac, ...anchor }) => anchor),
        forged: signed.length - ours.length,
        unreadable: lines.length - signed.length,
      }
    },
  }
}

import { createHash, hkdfSync } from 'node:crypto'

/** What seals payloads, under the id that every payload carries. */
export interface PayloadKey {
  readonly id: string
  readonly key: Buffer
}
export interface PayloadKeys {
  /** Seals everything new. */
  readonly current: PayloadKey
  /** Opens what was sealed, by key id; holds the current one too. */
  readonly readable: ReadonlyMap<string, PayloadKey>
}

function derive(secret: string): PayloadKey {
  const key = Buffer.from(hkdfSync('sha256', secret, 'vekha', 'engine payloads', 32))
  return { key, id: createHash('sha256').update('key id').update(key).digest('hex').slice(0, 12) }
}

/** The keys of an installation: its secret seals and opens, the secrets it had before only open. */
export function payloadKeys(secret: string, oldSecrets: readonly string[] = []): PayloadKeys {
  const current = derive(secret)
  return { current, readable: new Map([...oldSecrets.map(derive), current].map((one) => [one.id, one])) }
}

import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import type { Payload, PayloadCodec } from '@temporalio/common'
import proto from '@temporalio/proto'
import type { PayloadKey, PayloadKeys } from './payload-keys.ts'

const { Payload: PayloadMessage } = proto.temporal.api.common.v1

const algorithm = 'aes-256-gcm'
const encoding = 'binary/encrypted'
const keyIdName = 'encryption-key-id'
const nonceBytes = 12
const tagBytes = 16

/** A payload was sealed with a key that this installation no longer has. */
export class MissingPayloadKey extends Error {
  override name = 'MissingPayloadKey'
  readonly keyId: string
  constructor(keyId: string) {
    super(`The payload key ${keyId} is missing: put the secret it was made from into VEKHA_OLD_SECRETS. What it sealed waits until then.`)
    this.keyId = keyId
  }
}

const textOf = (bytes: Uint8Array | null | undefined): string => (bytes ? Buffer.from(bytes).toString() : '')
/** Ties the sealed bytes to their key id: a payload relabelled to another key does not open. */
const boundTo = (keyId: string): Buffer => Buffer.from(`${encoding}:${keyId}`)

function seal(payload: Payload, { id, key }: PayloadKey): Payload {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv(algorithm, key, nonce).setAAD(boundTo(id))
  const sealed = cipher.update(PayloadMessage.encode(payload).finish())
  const data = Buffer.concat([nonce, sealed, cipher.final(), cipher.getAuthTag()])
  return { metadata: { encoding: Buffer.from(encoding), [keyIdName]: Buffer.from(id) }, data }
}

function open(payload: Payload, keys: PayloadKeys): Payload {
  // Plain ones are older than the codec: a store may hold both.
  if (textOf(payload.metadata?.['encoding']) !== encoding) return payload
  const keyId = textOf(payload.metadata?.[keyIdName])
  const found = keys.readable.get(keyId)
  if (!found) throw new MissingPayloadKey(keyId)
  const data = payload.data ?? new Uint8Array()
  if (data.length < nonceBytes + tagBytes) throw new Error(`A payload sealed with the key ${keyId} is cut short`)
  const decipher = createDecipheriv(algorithm, found.key, data.subarray(0, nonceBytes)).setAAD(boundTo(keyId))
  decipher.setAuthTag(data.subarray(data.length - tagBytes))
  const bytes = decipher.update(data.subarray(nonceBytes, data.length - tagBytes))
  try {
    return PayloadMessage.decode(Buffer.concat([bytes, decipher.final()]))
  } catch (cause) {
    throw new Error(`A payload sealed with the key ${keyId} is damaged`, { cause })
  }
}

/**
 * Seals every payload with AES-256-GCM on its way into the engine, and opens it on its way out. Plain payloads pass.
 * @throws MissingPayloadKey naming the key id, after telling `onMissingKey`
 */
export function createPayloadCodec(keys: PayloadKeys, onMissingKey: (error: MissingPayloadKey) => void): PayloadCodec {
  return {
    encode: async (payloads) => payloads.map((payload) => seal(payload, keys.current)),
    async decode(payloads) {
      try {
        return payloads.map((payload) => open(payload, keys))
      } catch (error) {
        if (error instanceof MissingPayloadKey) onMissingKey(error)
        throw error
      }
    },
  }
}

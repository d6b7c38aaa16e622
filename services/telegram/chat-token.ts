import { createHmac, timingSafeEqual } from 'node:crypto'

/** Makes what the messenger hands the bot when somebody opens it from their private page: at most 64 of `A-Za-z0-9_-`. */
export interface ChatTokens {
  make(linkId: string): string
  /** The link it stands for; undefined for what was not made here. */
  read(token: string): string | undefined
}

const [idBytes, sealBytes] = [16, 16]

export function createChatTokens(secret: string): ChatTokens {
  const key = createHmac('sha256', secret).update('telegram-chats').digest()
  const seal = (id: Buffer): Buffer => createHmac('sha256', key).update(id).digest().subarray(0, sealBytes)
  return {
    make(linkId) {
      const id = Buffer.from(linkId.replaceAll('-', ''), 'hex')
      return Buffer.concat([id, seal(id)]).toString('base64url')
    },
    read(token) {
      const bytes = Buffer.from(token, 'base64url')
      if (bytes.length !== idBytes + sealBytes) return undefined
      const id = bytes.subarray(0, idBytes)
      if (!timingSafeEqual(seal(id), bytes.subarray(idBytes))) return undefined
      return id.toString('hex').replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/u, '$1-$2-$3-$4-$5')
    },
  }
}

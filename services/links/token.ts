import { createHash, createHmac } from 'node:crypto'

/** Makes the tokens of private links. The key is derived from the installation's secret. */
export interface LinkTokens {
  /** 256 bits that only this installation can make; the same recipient gets the same token until its generation changes. */
  make(link: { readonly processId: string; readonly recipient: string; readonly generation: number }): string
}

export function createLinkTokens(secret: string): LinkTokens {
  const key = createHmac('sha256', secret).update('links').digest()
  return {
    make: ({ processId, recipient, generation }) =>
      createHmac('sha256', key).update(`${processId}\n${recipient}\n${generation}`).digest('base64url'),
  }
}

/** What the database keeps of a token. 256 random bits need no slow hash (ASVS 6.5.2). */
export const tokenHash = (token: string): string => createHash('sha256').update(token).digest('hex')

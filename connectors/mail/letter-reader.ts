import { automaticReason } from './automatic.ts'
import type { AutomaticReason } from './automatic.ts'
import type { Letter } from './letter.ts'
import { parseLetter } from './parse-letter.ts'

/** Reads a raw letter and says why no person wrote it, if none did. */
export const createLetterReader = () => ({
  async read(
    raw: Buffer,
    envelopeFrom: string,
    supportAddress: string,
  ): Promise<{ letter: Letter; automatic: AutomaticReason | undefined }> {
    const letter = await parseLetter(raw)
    const messageIdDomain = supportAddress.slice(supportAddress.lastIndexOf('@') + 1)
    return { letter, automatic: automaticReason(letter, envelopeFrom, { messageIdDomain, addresses: [supportAddress] }) }
  },
})

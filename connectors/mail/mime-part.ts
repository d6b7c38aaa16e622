/** A file of a letter, as MIME has it. */
export interface MimePart {
  readonly filename: string | undefined
  readonly contentType: string
  readonly disposition: string | undefined
  readonly contentId: string | undefined
  readonly related: boolean
  readonly content: Buffer
}

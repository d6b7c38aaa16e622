/** The messenger, as a private page offers it. */
export interface ChatOffer {
  /** Opens the bot so that it knows who came. */
  readonly url: string
  /** Whether messages go there already. */
  readonly linked: boolean
}

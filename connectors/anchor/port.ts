/** The end of an organization's audit chain at a moment, as it is kept outside the database. */
export interface Anchor {
  readonly tenantId: string
  readonly size: number
  readonly hash: string
  /** Instant, epoch milliseconds. */
  readonly at: number
  /** The organization was removed on purpose; nothing of its chain is expected any more. */
  readonly removed?: true
}
export interface ReadAnchors {
  readonly anchors: readonly Anchor[]
  /** Lines whose signature is not ours: written or changed by somebody else. */
  readonly forged: number
  /** Lines that are no anchors, such as half a line of a crash. */
  readonly unreadable: number
}

/** Where anchors are kept; only appended. */
export interface AnchorStore {
  /** Returns when the lines are on the disk. @throws when they can't be written */
  append(anchors: readonly Anchor[]): Promise<void>
  read(): Promise<ReadAnchors>
}

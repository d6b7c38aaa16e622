/** Somebody who is about to enter a room. Instants are epoch milliseconds. */
export interface RoomEntry {
  /** What the room is for: the same for all who meet in it, and never shown. */
  readonly key: string
  readonly name: string
  readonly moderator: boolean
  readonly now: number
  /** Nobody enters after it. */
  readonly closesAt: number
}

/** The rooms of a video service. */
export interface VideoPort {
  /** What pages may show in a frame: its origin, and nothing else. */
  readonly origin: string
  /** The address that lets one person into a room. */
  addressOf(entry: RoomEntry): string
}

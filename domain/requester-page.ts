import type { Label, Lang } from './label.ts'
import type { ChatOffer } from './messages/chat-offer.ts'
import type { Way } from './messages/ways.ts'

/** A file of the conversation. */
export interface ThreadFile {
  readonly id: string
  readonly name: string
  readonly contentType: string
  readonly sizeBytes: number
}
export interface ThreadMessage {
  readonly id: string
  readonly mine: boolean
  readonly author: string
  readonly body: string
  readonly at: string
  readonly files: readonly ThreadFile[]
}

/** All that a requester's page shows. Times are ISO strings. */
export interface Thread {
  readonly number: string
  readonly subject: string
  readonly lang: Lang
  readonly organization: { readonly name: string; readonly slug: string; readonly supportAddress: string; readonly zone: string }
  readonly state: string
  readonly stateLabel: Label
  readonly seq: number
  /** How the answer will be told of. */
  readonly toldBy: Way['channel']
  /** The messenger; null where there is none. */
  readonly telegram: ChatOffer | null
  readonly since: string
  readonly startedAt: string
  readonly endedAt: string | null
  /** Whose turn it is. */
  readonly turn: 'ours' | 'yours' | 'nobodys'
  /** Why the state was entered, when nobody did it. */
  readonly because: Label | null
  /** What the organization promised next: the first answer or the solution. */
  readonly promise: { readonly what: 'firstAnswer' | 'solution'; readonly dueAt: string } | null
  /** When the state ends by itself if nobody does anything. */
  readonly movesAt: string | null
  readonly rating: number | null
  readonly ratingComment: string | null
  readonly may: { readonly write: boolean; readonly rate: boolean; readonly reopen: boolean }
  /** The oldest first. */
  readonly messages: readonly ThreadMessage[]
}

/** Who takes a public form, and whether somebody is there now. */
export interface FormHost {
  readonly name: string
  readonly lang: Lang
  readonly supportAddress: string
  readonly zone: string
  /** When people work, as «пн–пт 9:00–18:00 по московскому времени»; null when nobody ever does. */
  readonly hours: Label | null
  /** Open until, or closed until; an ISO string. */
  readonly office: { readonly open: boolean; readonly until: string }
}

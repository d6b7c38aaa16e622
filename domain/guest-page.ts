import type { Lang } from './label.ts'
import type { ChatOffer } from './messages/chat-offer.ts'
import type { Way } from './messages/ways.ts'

/** Where a meeting stands, as its contact sees it: what becomes of the report is no matter of theirs. */
const stages = {
  planned: 'asked',
  confirmed: 'confirmed',
  inProgress: 'running',
  reportDue: 'over',
  review: 'over',
  closed: 'over',
  cancelled: 'cancelled',
  noShow: 'missed',
} as const
export type GuestStage = (typeof stages)[keyof typeof stages]

const isState = (state: string): state is keyof typeof stages => Object.hasOwn(stages, state)
/** @throws for a state that visits do not have */
export function guestStage(state: string): GuestStage {
  if (!isState(state)) throw new Error(`No contact sees a meeting that is ${state}`)
  return stages[state]
}

/** All that a contact's page shows. Times are ISO strings. */
export interface GuestPage {
  readonly number: string
  readonly lang: Lang
  readonly organization: { readonly name: string; readonly supportAddress: string }
  /** IANA zone of whoever visits. */
  readonly repZone: string
  readonly contactName: string
  /** How whatever changes will be told of. */
  readonly toldBy: Way['channel']
  /** The messenger; null where there is none. */
  readonly telegram: ChatOffer | null
  readonly repName: string | null
  /** Who of the organization sits in, by name. */
  readonly observers: readonly string[]
  readonly mode: 'remote' | 'inPerson'
  readonly address: string | null
  readonly startsAt: string
  readonly endsAt: string
  readonly stage: GuestStage
  /** When the room may be entered; null where there is none. */
  readonly room: { readonly opensAt: string; readonly closesAt: string } | null
  /** The server's clock: the guest's own may be wrong. */
  readonly now: string
  readonly may: {
    readonly confirm: boolean
    readonly decline: boolean
    readonly askOtherTime: boolean
    readonly enter: boolean
    readonly giveFeedback: boolean
  }
  /** The contact's wish for another time, while it waits for an answer. */
  readonly wished: { readonly startsAt: string | null; readonly text: string } | null
  /** Whether the present text of the consent was agreed to. */
  readonly consented: boolean
  readonly rating: number | null
}

/** Times that a contact may wish for. */
export interface GuestTimes {
  readonly items: readonly { readonly startsAt: string; readonly endsAt: string }[]
}

/** Where a browser stands that asked to be let in. */
export interface GuestSeat {
  /** `waiting`: somebody is inside by the same link, and the representative decides. */
  readonly seat: 'inside' | 'waiting' | 'refused'
  /** The room, once the representative is there too; null in the demo, which has none of its own. */
  readonly room: { readonly url: string | null } | null
}

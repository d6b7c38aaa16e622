import { actsAs } from '../../domain/actor.ts'
import { takesObservers } from '../../domain/coaching.ts'
import type { CoachingReply, Score } from '../../domain/coaching.ts'
import { isHeld } from '../../domain/visit-states.ts'
import type { Ctx } from '../context.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'
import { criteriaOf } from './criteria.ts'
import { mayInvite, mayObserve, mayRelease, observersOf, repOf, visitRow } from './people.ts'
import type { Observer } from './people.ts'

export interface CoachingNote {
  readonly strengths: string
  readonly improve: string
  readonly scores: readonly Score[]
  readonly at: Date
  readonly reply: CoachingReply | null
  /** Is it for the reader to answer? */
  readonly mayReply: boolean
}
export interface ObserverView {
  readonly id: string
  readonly name: string
  readonly mayRemove: boolean
  /** Null where there is none, and for whom it is not meant. */
  readonly note: CoachingNote | null
}
/** Who sits in on a visit and what they wrote, as far as the reader may know. */
export interface Coaching {
  readonly observers: readonly ObserverView[]
  readonly mayJoin: boolean
  readonly mayInvite: boolean
  /** Whether a note of the reader's own can be written now. */
  readonly mayWrite: boolean
  /** What notes score. */
  readonly criteria: readonly string[]
}

/** A note is for its writer, for whose visit it was, and for managers; for nobody who stands in for them. */
const mayRead = (staff: Staff, repId: string | null, observer: Observer): boolean =>
  [observer.userId, repId].includes(staff.id) || actsAs(staff, ['manager'])

function noteOf(staff: Staff, repId: string | null, observer: Observer): CoachingNote | null {
  const { strengths, improve, scores, notedAt, reply } = observer
  if (notedAt === null || !mayRead(staff, repId, observer)) return null
  const mayReply = repId === staff.id && reply !== 'agreed'
  return { strengths: strengths ?? '', improve: improve ?? '', scores, at: notedAt, reply, mayReply }
}

/** @throws Problem NotFound, Forbidden, Refused for what is no visit */
export async function readCoaching({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<Coaching> {
  const staff = staffOnly(ctx)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const row = await visitRow(tx, ctx, input.id)
    const all = await observersOf(tx, row)
    const mine = all.find(({ userId }) => userId === staff.id)
    const open = takesObservers(row)
    const repId = await repOf(tx, row)
    return {
      observers: all
        .filter(({ works, notedAt }) => works || notedAt !== null)
        .map((one) => ({
          id: one.userId,
          name: one.name,
          mayRemove: one.notedAt === null && mayRelease(staff, one),
          note: noteOf(staff, repId, one),
        })),
      mayJoin: open && mine === undefined && mayObserve(staff, row),
      mayInvite: open && mayInvite(staff, row),
      mayWrite: mine?.reply === null && isHeld(row.state),
      criteria: await criteriaOf(tx, ctx),
    }
  })
}

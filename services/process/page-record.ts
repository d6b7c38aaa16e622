import { and, desc, eq, inArray, like, notInArray, sql } from 'drizzle-orm'
import { ballOf } from '../../domain/ball.ts'
import type { Ball } from '../../domain/ball.ts'
import { commonActions } from '../../domain/common-actions.ts'
import type { Party } from '../../domain/roles.ts'
import type { WhyEvents } from '../../domain/why.ts'
import type { Tx } from '../../db/client.ts'
import { events, intervals } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import type { ProcessRow } from './snapshot-row.ts'

/** A stay in a state, for the path walked. */
export interface Stay {
  readonly state: string
  readonly fromAt: Date
  readonly toAt: Date | null
  readonly by: string
}
/** Time charged to one party, of one sort. */
export interface TimeShare {
  readonly party: Party
  readonly working: boolean
  readonly spentMs: number
}
const edits = Object.keys(commonActions).filter((name) => name !== 'cancel')

const ofProcess = (ctx: Ctx, row: ProcessRow) => and(eq(events.tenantId, ctx.tenantId), eq(events.processId, row.id))

/** The record that brought the process where it is, and the reminders of this stay. */
export async function whyEvents(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<WhyEvents> {
  const told = { seq: events.seq, name: events.name, at: events.at, actor: events.actor, because: events.because }
  const [last] = await tx
    .select(told)
    .from(events)
    .where(
      and(
        ofProcess(ctx, row),
        // A start says nothing that the state does not say; a kind may have an action of its name.
        inArray(events.kind, ['act', 'fire', 'go']),
        // A changed priority or deadline is no answer to why it stands here.
        notInArray(events.name, edits),
        sql`${events.seq} >= ${row.enteredSeq}`,
        sql`(${events.fromState} IS DISTINCT FROM ${events.toState} OR ${events.changes} <> '{}'::jsonb)`,
      ),
    )
    .orderBy(desc(events.seq))
    .limit(1)
  const reminders = await tx
    .select({ seq: events.seq, at: events.at })
    .from(events)
    .where(
      and(
        ofProcess(ctx, row),
        eq(events.kind, 'fire'),
        like(events.name, `after:${row.enteredSeq}:%`),
        eq(events.fromState, events.toState),
      ),
    )
    .orderBy(events.seq)
  return {
    last: last ? { ...last, at: last.at.getTime(), actorName: last.actor.kind === 'machine' ? '' : last.actor.name } : null,
    reminders: reminders.map(({ seq, at }) => ({ seq, at: at.getTime() })),
  }
}

/** The states it has been in, in order. */
export async function pathOf(tx: Tx, ctx: Ctx, row: ProcessRow): Promise<Stay[]> {
  const moves = await tx
    .select({ state: events.toState, at: events.at, actor: events.actor })
    .from(events)
    .where(and(ofProcess(ctx, row), sql`${events.fromState} IS DISTINCT FROM ${events.toState}`))
    .orderBy(events.seq)
  return moves.map((move, index) => ({ state: move.state, fromAt: move.at, toAt: moves[index + 1]?.at ?? null, by: move.actor.name }))
}

/** Whose clock ran how long, up to now. */
export async function ballOfProcess(tx: Tx, ctx: Ctx, row: ProcessRow, rules: OrganizationRules): Promise<Ball> {
  const charged = await tx
    .select({ party: intervals.party, working: intervals.working, fromAt: intervals.fromAt, toAt: intervals.toAt })
    .from(intervals)
    .where(and(eq(intervals.tenantId, ctx.tenantId), eq(intervals.processId, row.id)))
    .orderBy(intervals.fromAt)
  return ballOf({
    charged: charged.map((one) => ({ ...one, fromAt: one.fromAt.getTime(), toAt: one.toAt.getTime() })),
    open: row.endedAt === null ? { party: row.waitsFor ?? 'machine', fromAt: row.waitsSince.getTime() } : null,
    calendar: rules.calendar,
    now: ctx.now.getTime(),
  })
}

/** The same as a list of shares without the empty ones. */
export const timesOf = (ball: Ball): TimeShare[] =>
  ball.parties.flatMap(({ party, workingMs, offHoursMs }) =>
    [
      { party, working: true, spentMs: workingMs },
      { party, working: false, spentMs: offHoursMs },
    ].filter((share) => share.spentMs > 0),
  )

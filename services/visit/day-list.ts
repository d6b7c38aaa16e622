import { offersFor } from '../../domain/offers.ts'
import { visit } from '../../domain/visit.ts'
import { asksOtherTime } from '../../domain/visit-wish.ts'
import { dayMs, dayOfIsoDate } from '../../domain/calendar/local-date.ts'
import { instantOfWallTime } from '../../domain/calendar/zone.ts'
import type { Ctx } from '../context.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import { Problem } from '../problem.ts'
import { snapshotOf } from '../process/snapshot-row.ts'
import { checkReadable } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import { textOf } from './data.ts'
import { ownVisits } from './own-visits.ts'

/** What is done from the list by one tap; the rest is done on the visit's own page. */
const oneTap = ['start', 'finish', 'report'] as const
type OneTap = (typeof oneTap)[number]

/** One visit of somebody's day. */
export interface DayVisit {
  readonly id: string
  readonly number: string
  readonly seq: number
  readonly state: string
  readonly mode: string
  readonly startsAt: Date
  readonly endsAt: Date
  readonly contactName: string
  readonly organizationName: string
  readonly address: string | null
  /** E.164 */
  readonly phone: string | null
  /** The contact asks for another time. */
  readonly asksOtherTime: boolean
  /** The next step from the list; `opensAt` while it is too early for it. */
  readonly step: { readonly action: OneTap; readonly opensAt: Date | null } | null
}

export interface DayList {
  readonly zone: string
  readonly date: string
  readonly visits: readonly DayVisit[]
}

const isOneTap = (name: string): name is OneTap => oneTap.some((one) => one === name)

/**
 * The reader's own visits of one date by their own clock, in order of time: what a representative's phone shows first.
 * @throws Problem BadInput, Forbidden
 */
export function dayList({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly date: string } }): Promise<DayList> {
  const { id: readerId } = staffOnly(ctx)
  checkReadable(ctx.actor, visit)
  const dayNumber = dayOfIsoDate(input.date)
  if (dayNumber === undefined)
    throw new Problem('BadInput', { ru: 'Такой даты нет: напишите её как 2026-11-26', en: 'There is no such date: write it as 2026-11-26' })
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const zone = readerZone(ctx, await organizationRules(tx, ctx.tenantId))
    const [fromAt, toAt] = [instantOfWallTime(zone, dayNumber * dayMs), instantOfWallTime(zone, (dayNumber + 1) * dayMs)]
    const rows = await ownVisits(tx, ctx.tenantId, readerId, fromAt, toAt)
    const found = rows.map(({ row, process }): DayVisit => {
      const offers = offersFor(visit, snapshotOf(process), ctx.actor, ctx.now.getTime())
      const offer = offers.find((one) => isOneTap(one.action) && (one.allowed || one.why === 'early'))
      const { number, state, mode, startsAt, endsAt, contactName, organizationName, address } = row
      return {
        ...{ id: row.processId, number, seq: process.seq, state, mode, startsAt, endsAt, contactName, organizationName, address },
        asksOtherTime: process.endedAt === null && asksOtherTime(process.data),
        phone: textOf(process.data['contactPhone']) || null,
        step:
          offer && isOneTap(offer.action)
            ? { action: offer.action, opensAt: offer.why === 'early' && offer.opensAt !== null ? new Date(offer.opensAt) : null }
            : null,
      }
    })
    return { zone, date: input.date, visits: found }
  })
}

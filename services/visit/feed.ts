import { stateOf } from '../../domain/decide.ts'
import type { Lang } from '../../domain/label.ts'
import { dayMs } from '../../domain/calendar/local-date.ts'
import { mayRead } from '../../domain/process.ts'
import { formatPhone } from '../../domain/text/phone.ts'
import { visit } from '../../domain/visit.ts'
import type { Ctx } from '../context.ts'
import { calendarText } from '../ics/calendar-text.ts'
import type { IcsEvent } from '../ics/calendar-text.ts'
import { visitUid } from '../ics/visit-uid.ts'
import { organizationRules } from '../organization/rules.ts'
import { notFound } from '../problem.ts'
import { staffOnly } from '../staff-only.ts'
import { textOf } from './data.ts'
import { ownVisits } from './own-visits.ts'
import type { OwnVisit } from './own-visits.ts'

const shownMs = { before: 30 * dayMs, after: 180 * dayMs } as const

const words = {
  ru: { name: (who: string) => `Визиты: ${who}`, remote: 'Дистанционно', phone: 'Телефон', goals: 'Цели' },
  en: { name: (who: string) => `Visits: ${who}`, remote: 'Remote', phone: 'Phone', goals: 'Goals' },
} as const

/** How a calendar program shows each state; what takes no time any more is told as cancelled. */
const statusOf = (state: string): IcsEvent['status'] =>
  state === 'cancelled' || state === 'noShow' ? 'CANCELLED' : state === 'planned' ? 'TENTATIVE' : 'CONFIRMED'

function eventOf({ row, process }: OwnVisit, lang: Lang, supportAddress: string, publicUrl: string): IcsEvent {
  const say = words[lang]
  const { data } = process
  const phone = textOf(data['contactPhone'])
  const lines = [
    stateOf(visit, row.state).label[lang],
    ...(phone === '' ? [] : [`${say.phone}: ${formatPhone(phone)}`]),
    ...(textOf(data['goals']) === '' ? [] : [`${say.goals}: ${textOf(data['goals'])}`]),
  ]
  return {
    uid: visitUid(row.processId, supportAddress),
    sequence: typeof data['moves'] === 'number' ? data['moves'] : 0,
    stampedAt: process.changedAt,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    status: statusOf(row.state),
    summary: `${row.contactName}, ${row.organizationName}`,
    description: lines.join('\n'),
    location: row.mode === 'remote' ? say.remote : (row.address ?? ''),
    url: `${publicUrl}/p/${encodeURIComponent(row.number)}`,
  }
}

/**
 * The reader's own visits of the last 30 and the next 180 days as iCalendar. Whose roles no longer show visits has no feed.
 * @param publicUrl without a slash at the end: each visit links to its page
 * @throws Problem NotFound, Forbidden
 */
export async function feedText({ ctx, publicUrl }: { readonly ctx: Ctx; readonly publicUrl: string }): Promise<string> {
  const { id: readerId, name } = staffOnly(ctx)
  if (!mayRead(visit, ctx.actor)) throw notFound()
  const now = ctx.now.getTime()
  const { rules, rows } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => ({
    rules: await organizationRules(tx, ctx.tenantId),
    rows: await ownVisits(tx, ctx.tenantId, readerId, now - shownMs.before, now + shownMs.after),
  }))
  const events = rows.map((one) => eventOf(one, ctx.lang, rules.supportAddress, publicUrl))
  return calendarText('PUBLISH', events, words[ctx.lang].name(name))
}

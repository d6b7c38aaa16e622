import { and, between, eq, ne } from 'drizzle-orm'
import { dayIn } from '../../domain/calendar/day-in.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../domain/calendar/local-date.ts'
import type { Label } from '../../domain/label.ts'
import type { VisitMode } from '../../domain/visit-fields.ts'
import { refusedBy, tooNear, unwished } from '../../domain/visit-terms.ts'
import type { Tx } from '../../db/client.ts'
import { visits } from '../../db/schema/visit.ts'
import { writeAudit } from '../audit/write.ts'
import type { By } from '../audit/write.ts'
import { Problem } from '../problem.ts'
import { zonesOfVisit } from './zones.ts'
import type { MonthBudget } from './plans/budget.ts'
import { spentBudget, spentInWords } from './plans/over-budget.ts'
import { termsOfContact } from './terms.ts'

/** A visit that a contact is to have; instants are epoch milliseconds. */
export interface VisitToCome {
  readonly contactId: string
  readonly repId: string
  readonly mode: VisitMode
  readonly startsAt: number
  readonly endsAt: number
  /** When it was to be before; null of a new one. */
  readonly wasAt: number | null
  /** The visit that is moved, or that was a no-show, which this one comes instead of: it takes nothing of what is agreed to. */
  readonly except?: string | undefined
}

/** What stands against a visit: nothing helps against `refused`, a reason against the rest. */
export interface Against {
  readonly refused: Label | undefined
  readonly unwished: readonly Label[]
  /** Of the month, where nothing is left of it. */
  readonly spent: MonthBudget | undefined
}

async function isNear(tx: Tx, tenantId: string, { contactId, except }: VisitToCome, day: string, gapDays: number): Promise<boolean> {
  const at = dayOfIsoDate(day) ?? 0
  const [first, last] = tooNear(at, at, gapDays)
  const near = and(
    ...[eq(visits.tenantId, tenantId), eq(visits.contactId, contactId), eq(visits.holds, true)],
    between(visits.day, isoDateOfDay(first), isoDateOfDay(last)),
    except === undefined ? undefined : ne(visits.processId, except),
  )
  return (await tx.$count(visits, near)) > 0
}

/** What stands against a visit now. @param zone the organization's */
export async function againstVisit(tx: Tx, tenantId: string, zone: string, visit: VisitToCome): Promise<Against> {
  const { contactId, repId, mode, startsAt: fromAt, endsAt: toAt, wasAt, except } = visit
  const day = dayIn(zone, fromAt)
  const isOfMonth = wasAt !== null && dayIn(zone, wasAt).slice(0, 7) === day.slice(0, 7)
  const spent = isOfMonth ? undefined : await spentBudget(tx, tenantId, contactId, day, except)
  const terms = await termsOfContact(tx, tenantId, contactId)
  if (!terms) return { refused: undefined, unwished: [], spent }
  const hasHours = terms.hours !== null || terms.place?.hours !== null
  const contactZone = hasHours ? (await zonesOfVisit(tx, tenantId, zone, { repId, contactId })).contactZone : zone
  const asked = { fromAt, toAt, mode, zone: contactZone }
  const near = terms.gapDays !== null && (await isNear(tx, tenantId, visit, day, terms.gapDays))
  const told = unwished(terms, asked, near)
  return { refused: refusedBy(terms, asked), unwished: spent ? [await spentInWords(tx, spent), ...told] : told, spent }
}

const joined = (labels: readonly Label[]): Label => ({ ru: labels.map(({ ru }) => ru).join(' '), en: labels.map(({ en }) => en).join(' ') })
const orManager = {
  ru: 'Выберите другой месяц, укажите причину или попросите руководителя разрешить больше.',
  en: 'Choose another month, give a reason, or ask a manager to allow more.',
} as const
const orReason = { ru: 'Выберите другое время или укажите причину.', en: 'Choose another time, or give a reason.' } as const

/** As a problem of whoever books: in full, and of the form's field what to do; undefined where a reason is given, or nothing stands against it. */
export function problemOf({ refused, unwished: told, spent }: Against, contactId: string, reason: string): Problem | undefined {
  if (refused) return new Problem('BadInput', refused, { problems: [{ field: 'startsAt', message: refused }] })
  if (told.length === 0 || reason !== '') return undefined
  const message = joined([...told, spent ? orManager : orReason])
  const details = spent ? { contactId, month: spent.month } : null
  return new Problem('BadInput', message, { problems: [{ field: 'overBudget', message }], details })
}

/**
 * The one rule of what contacts and their places agree to, whoever books and however: with a form, from a plan, by a report that names the
 * next date, by moving a visit. To be asked under the lock of the contact's calendar, so that of two bookings at once the second sees
 * the first. A reason given for going beyond what a contact agrees to is kept in the audit.
 * @throws Problem BadInput without a reason, or where the place admits nobody
 */
export async function holdToAgreed(tx: Tx, by: By, zone: string, visit: VisitToCome, reason: string): Promise<void> {
  const against = await againstVisit(tx, by.tenantId, zone, visit)
  const problem = problemOf(against, visit.contactId, reason)
  if (problem) throw problem
  if (against.unwished.length === 0) return
  const { spent } = against
  const budget = spent ? { month: spent.month, agreed: spent.agreed, extra: spent.extra, used: spent.used } : {}
  const after = { ...budget, against: against.unwished.map(({ en }) => en), reason }
  writeAudit(tx, by, { action: 'contact.overBudget', entity: 'contact', entityId: visit.contactId, before: null, after })
}

import { decide } from '../../domain/decide.ts'
import type { Actor } from '../../domain/actor.ts'
import { machine } from '../../domain/actor.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { visit } from '../../domain/visit.ts'
import { newId } from '../../db/id.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { beginProcess } from '../../services/process/begin.ts'
import { record } from '../../services/process/record.ts'
import { booking } from '../workflows/visit-walk.ts'
import type { Office, Staff } from './desk.ts'

const hourMs = 3_600_000
type RecordRequest = Parameters<typeof record>[1]
export const visitContact = { kind: 'link', id: 'contact', name: 'Пётр Алексеев', party: 'contact' } as const

/** A visit of a representative, booked by the real verbs, four days ahead unless said otherwise; to a contact of its own if none is named. */
export function bookVisit(
  office: Office,
  rep: Staff,
  startsAt: number,
  more: object = {},
  bookedAt: Date | number = startsAt - 96 * hourMs,
): Promise<{ id: string; number: string }> {
  const form = { ...booking(startsAt), contactEmail: `${newId()}@apteka.example`, repId: rep.id, ...more }
  const ctx = office.ctx(rep, new Date(bookedAt))
  return office.db.tenant(office.tenantId, async (tx) => {
    const contactId = await findOrCreateContact(tx, ctx, { email: form.contactEmail, name: form.contactName, lang: 'ru' })
    return beginProcess(tx, ctx, visit, form, contactId)
  })
}

async function write(office: Office, id: string, before: Snapshot, what: Pick<RecordRequest, 'actor' | 'at' | 'move'>): Promise<Snapshot> {
  const own = { tenantId: office.tenantId, processId: id, kind: 'visit', before, requestId: newId(), inputHash: '' }
  const answer = await record(office.db, { ...own, ...what })
  if (answer.kind !== 'written') throw new Error(`The record answered ${answer.kind}`)
  return answer.snapshot
}

/** Moves a visit by the verb its workflow uses. */
export async function moveVisit(
  office: Office,
  id: string,
  who: Staff | Actor,
  action: string,
  at: number,
  form: object = {},
): Promise<Snapshot> {
  const actor = 'actor' in who ? who.actor : who
  const before = await office.snapshot(id)
  const decision = decide(visit, before, { action, form, actor, reason: 'так нужно' }, at)
  if (!decision.ok) throw new Error(`${action}: ${decision.refusal.reason}`)
  return write(office, id, before, { actor, at, move: { kind: 'act', change: decision.change } })
}

/** Lets the next planned thing of a visit happen, at its time. */
export async function fireNextOfVisit(office: Office, id: string): Promise<Snapshot> {
  const before = await office.snapshot(id)
  const [item] = before.plan
  if (!item) throw new Error('Nothing is planned')
  return write(office, id, before, { actor: machine, at: item.at, move: { kind: 'fire', item } })
}

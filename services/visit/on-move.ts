import { and, eq, inArray, isNull } from 'drizzle-orm'
import { langNamed } from '../../domain/label.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import { allOf } from '../../db/transaction.ts'
import { chatAt } from '../telegram/chats.ts'
import { contacts } from '../../db/schema/person.ts'
import { files } from '../../db/schema/message.ts'
import { seats } from '../../db/schema/seat.ts'
import { endLinks } from '../links/end.ts'
import { namesOf } from '../people/names.ts'
import { zoneOfMember } from '../people/zone-of-member.ts'
import type { Beginning, KindHooks, LetterTo, Moved } from '../process/on-move.ts'
import { Problem } from '../problem.ts'
import { holdToAgreed } from './agreed.ts'
import { visitCard } from './card.ts'
import { instantOf, textOf } from './data.ts'
import { claimOf, claimTimes } from './claim-times.ts'
import { zonesOfVisit } from './zones.ts'
import { nextOf, timeWrong } from './next.ts'
import { templateData } from './report-template.ts'
import { writeVisit } from './write-row.ts'

/** Moves after which what the contact was sent leads to a meeting that is not. */
const endsLinks = new Set(['reschedule', 'cancel'])

async function closeRoom({ tx, tenantId, processId, name, at }: Moved): Promise<void> {
  if (!endsLinks.has(name)) return
  await endLinks(tx, { tenantId, processId }, at)
  await tx.delete(seats).where(and(eq(seats.tenantId, tenantId), eq(seats.processId, processId)))
}

async function keepPhotos({ tx, tenantId, processId, form }: Moved): Promise<void> {
  const photos = Array.isArray(form['photos']) ? form['photos'].map(String) : []
  if (photos.length === 0) return
  // A file belongs to the first process it was sent to; the edge has checked that these are the sender's own.
  await tx
    .update(files)
    .set({ processId })
    .where(and(eq(files.tenantId, tenantId), inArray(files.id, photos), isNull(files.processId)))
}

async function onMove(moved: Moved): Promise<void> {
  await keepPhotos(moved)
  await closeRoom(moved)
  await writeVisit(moved)
}

async function letterTo(moved: Moved): Promise<LetterTo | null> {
  const { data, assigneeId } = moved.after
  const reach = { email: textOf(data['contactEmail']), phone: textOf(data['contactPhone']) }
  if (reach.email === '' && reach.phone === '') return null
  const { tx, tenantId, contactId, rules } = moved
  const whose = { repId: assigneeId, contactId }
  const [names, chat, { contactZone }] = await allOf([
    namesOf(tx, [assigneeId]),
    chatAt(tx, tenantId, reach),
    zonesOfVisit(tx, tenantId, rules.calendar.zone, whose),
  ])
  const startsAt = instantOf(data['startsAt'])
  const wasAt = instantOf(moved.before?.data['startsAt'])
  return {
    reach: { ...reach, chatAt: chat },
    zone: contactZone,
    name: textOf(data['contactName']),
    lang: langNamed(data['language']),
    vars: {
      number: moved.number,
      contactName: textOf(data['contactName']),
      repName: (assigneeId === null ? undefined : names.get(assigneeId)) ?? null,
      startsAt,
      endsAt: instantOf(data['endsAt']),
      wasAt: wasAt === startsAt ? null : wasAt,
      mode: textOf(data['mode']),
      address: isRemote(data) ? null : textOf(data['address']) || null,
      nextAt: instantOf(data['nextAt']),
      moves: typeof data['moves'] === 'number' ? data['moves'] : 0,
      comment: textOf(moved.form['comment']) || moved.reason || null,
    },
    fileIds: [],
    inReplyTo: null,
  }
}

async function reserve({ tx, tenantId, snapshot, contactId, at, by, rules, because }: Beginning): Promise<void> {
  const claim = claimOf(tenantId, contactId, snapshot)
  if (claim) await claimTimes(tx, claim, at)
  if (contactId === null) return
  const known = await tx.$count(contacts, and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId)))
  if (known === 0)
    throw new Problem('Conflict', {
      ru: 'Этот контакт только что объединили с другим. Выберите контакт заново.',
      en: 'This contact was merged into another just now. Choose the contact again.',
    })
  if (!claim) return
  const reason = textOf(snapshot.data['overBudget']).trim() || because
  await holdToAgreed(tx, by, rules.calendar.zone, { ...claim, contactId, wasAt: null }, reason)
}

/** What a visit adds: photos of a report, its row, letters to the contact, the visit that comes after it, and clocks beside its time. */
export const visitHooks: KindHooks = {
  given: ({ tx, tenantId }) => templateData(tx, tenantId),
  worksIn: zoneOfMember,
  reserve,
  onMove,
  letterTo,
  next: nextOf,
  moveWrong: timeWrong,
  card: visitCard,
}

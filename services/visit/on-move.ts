import { and, eq, inArray, isNull } from 'drizzle-orm'
import type { AnyFormValues } from '../../domain/form.ts'
import type { Json } from '../../domain/json.ts'
import { nextVisit } from '../../domain/next-visit.ts'
import { files } from '../../db/schema/message.ts'
import { namesOf } from '../people/names.ts'
import type { KindHooks, LetterTo, Moved } from '../process/on-move.ts'

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : '')
const instant = (value: Json | undefined): number | null => {
  const at = Date.parse(text(value))
  return Number.isNaN(at) ? null : at
}

async function onMove(moved: Moved): Promise<void> {
  const { tx, tenantId, processId, form } = moved
  const photos = Array.isArray(form['photos']) ? form['photos'].map(String) : []
  if (photos.length === 0) return
  // A file belongs to the first process it was sent to; the edge has checked that these are the sender's own.
  await tx
    .update(files)
    .set({ processId })
    .where(and(eq(files.tenantId, tenantId), inArray(files.id, photos), isNull(files.processId)))
}

async function letterTo(moved: Moved): Promise<LetterTo | null> {
  const { data, assigneeId } = moved.after
  const address = text(data['contactEmail'])
  if (address === '') return null
  const names = await namesOf(moved.tx, [assigneeId])
  const startsAt = instant(data['startsAt'])
  const wasAt = instant(moved.before?.data['startsAt'])
  return {
    channel: 'mail',
    address,
    name: text(data['contactName']),
    lang: data['language'] === 'en' ? 'en' : 'ru',
    vars: {
      number: moved.number,
      contactName: text(data['contactName']),
      repName: (assigneeId === null ? undefined : names.get(assigneeId)) ?? null,
      startsAt,
      endsAt: instant(data['endsAt']),
      wasAt: wasAt === startsAt ? null : wasAt,
      mode: text(data['mode']),
      address: text(data['address']) || null,
      nextAt: instant(data['nextAt']),
      comment: text(moved.form['comment']) || moved.reason || null,
    },
    fileIds: [],
    inReplyTo: null,
  }
}

/** The visit that the move asks for. */
const next = (moved: Moved): AnyFormValues | undefined =>
  moved.name === 'report' || moved.name === 'noShow' ? nextVisit(moved.after, moved.number) : undefined

/** What a visit adds to its records: photos of a report, letters to the contact, and the visit that comes after it. */
export const visitHooks: KindHooks = { onMove, letterTo, next }

import { and, eq } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { Actor } from '../../domain/actor.ts'
import { withinLimits } from '../../domain/limits.ts'
import { definitionOf } from '../../domain/processes.ts'
import { formatRelativeDate } from '../../domain/text/relative-date.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import { roomHours } from '../../domain/visit-room.ts'
import { isAhead } from '../../domain/visit-states.ts'
import type { VideoPort } from '../../connectors/video/port.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { seats } from '../../db/schema/seat.ts'
import { writeAudit } from '../audit/write.ts'
import { comingTo } from '../coaching/people.ts'
import type { Ctx } from '../context.ts'
import { isRoomOpen, roomKeyOf } from '../guest/meeting.ts'
import { isAlive, seatsOf } from '../guest/seat.ts'
import type { SeatRow } from '../guest/seat.ts'
import { publishProcess } from '../live/publish.ts'
import { readerZone } from '../organization/reader-zone.ts'
import { organizationRules } from '../organization/rules.ts'
import type { OrganizationRules } from '../organization/rules.ts'
import { Problem, forbidden, notFound } from '../problem.ts'
import { readableRow } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'

/** What somebody is in a room. */
export type RoomPart = 'holds' | 'observes'

/** The room of a remote visit, as its page in the console shows it. */
export interface RoomView {
  readonly opensAt: Date
  readonly closesAt: Date
  /** Whether the reader is one of those who hold the visit, or sit in on it. */
  readonly part: RoomPart | null
  /** Browsers that came by the contact's link and are still there. */
  readonly guests: readonly { readonly id: string; readonly state: SeatRow['state']; readonly since: Date }[]
}

type Subject = Pick<ProcessRow, 'id' | 'tenantId' | 'kind' | 'state' | 'data' | 'assigneeId'>

/** Whoever holds the visit: the representative whose it is, and administrators. */
function mayHold(actor: Actor, row: Subject): boolean {
  const definition = definitionOf(row.kind)
  return definition !== undefined && actsAs(actor, withinLimits(definition, ['rep'], row, actor))
}

async function partOf(tx: Tx, actor: Actor, row: Subject): Promise<RoomPart | null> {
  if (mayHold(actor, row)) return 'holds'
  const sitIn = await comingTo(tx, row)
  return sitIn.some(({ userId }) => userId === actor.id) ? 'observes' : null
}

const hasRoom = ({ kind, data, state }: Subject): boolean =>
  kind === 'visit' && isRemote(data) && (isAhead(state) || state === 'inProgress')

/** The room while there is one to enter; null for every other process. */
export async function roomOf(tx: Tx, ctx: Ctx, row: Subject, rules: OrganizationRules): Promise<RoomView | null> {
  if (!hasRoom(row)) return null
  const { opensToRepAt, closesAt } = roomHours(row, rules)
  const guests = (await seatsOf(tx, { tenantId: row.tenantId, processId: row.id })).filter((one) => one.party === 'contact')
  return {
    opensAt: new Date(opensToRepAt),
    closesAt: new Date(closesAt),
    part: await partOf(tx, ctx.actor, row),
    guests: guests.filter((one) => isAlive(one, ctx.now)).map(({ id, state, createdAt }) => ({ id, state, since: createdAt })),
  }
}

const noRoom = (): Problem =>
  new Problem('Refused', { ru: 'Здесь нет комнаты: это не дистанционный визит', en: 'There is no room here: this is no remote visit' })

/** A visit in whose room the actor has a part. @throws Problem NotFound, Forbidden, Refused */
async function partIn(tx: Tx, ctx: Ctx, id: string): Promise<{ readonly row: ProcessRow; readonly part: RoomPart }> {
  const row = await readableRow(tx, ctx, id)
  const part = await partOf(tx, ctx.actor, row)
  if (part === null) throw forbidden()
  if (!hasRoom(row)) throw noRoom()
  return { row, part }
}

function checkHours(ctx: Ctx, row: ProcessRow, rules: OrganizationRules): { readonly closesAt: number } {
  const hours = roomHours(row, rules)
  const now = ctx.now.getTime()
  if (isRoomOpen(row.state, hours.closesAt, hours.opensToRepAt, now)) return hours
  if (row.state === 'planned') throw new Problem('Refused', { ru: 'Визит ещё не подтверждён', en: 'The visit is not confirmed yet' })
  if (now >= hours.closesAt) throw new Problem('Refused', { ru: 'Время визита прошло', en: 'The time of the visit has passed' })
  const at = (lang: 'ru' | 'en'): string => formatRelativeDate(hours.opensToRepAt, now, readerZone(ctx, rules), lang)
  throw new Problem('Refused', { ru: `Комната откроется ${at('ru')}`, en: `The room opens ${at('en')}` })
}

/**
 * Lets whoever holds a visit into its room as the moderator, and the waiting contact with them; who sits in enters as a guest does,
 * and lets nobody in.
 * @returns an address to open; a path of our own where no video service is set
 * @throws Problem NotFound, Forbidden, Refused outside its hours
 */
export function enterRoom({
  ctx,
  video,
  input,
}: {
  readonly ctx: Ctx
  readonly video: VideoPort | undefined
  readonly input: { readonly id: string }
}): Promise<{ readonly url: string }> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const { row, part } = await partIn(tx, ctx, input.id)
    const { closesAt } = checkHours(ctx, row, await organizationRules(tx, ctx.tenantId))
    const { tenantId, now, actor } = ctx
    const [entered] = await tx
      .insert(seats)
      .values({
        id: newId(),
        tenantId,
        processId: row.id,
        party: part === 'holds' ? 'rep' : 'observer',
        device: actor.id,
        state: 'inside',
        createdAt: now,
        seenAt: now,
      })
      .onConflictDoNothing()
      .returning({ id: seats.id })
    if (entered) {
      publishProcess(tx, row)
      writeAudit(tx, ctx, {
        action: 'visit.enterRoom',
        entity: 'process',
        entityId: row.id,
        before: null,
        after: { state: row.state, part },
      })
    }
    const entry = { key: roomKeyOf(row), name: actor.name, moderator: part === 'holds', now: now.getTime(), closesAt }
    return { url: video?.addressOf(entry) ?? '/v/demo' }
  })
}

/**
 * Lets a browser that waits at the door in, or sends it away.
 * @throws Problem NotFound, Forbidden, Refused
 */
export function answerAtDoor({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly guestId: string; readonly admit: boolean }
}): Promise<{ readonly state: SeatRow['state'] }> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const { row, part } = await partIn(tx, ctx, input.id)
    if (part !== 'holds') throw forbidden()
    const state = input.admit ? 'inside' : 'refused'
    const [answered] = await tx
      .update(seats)
      .set({ state, seenAt: ctx.now })
      .where(
        and(
          ...[eq(seats.tenantId, ctx.tenantId), eq(seats.processId, row.id), eq(seats.id, input.guestId)],
          ...[eq(seats.party, 'contact'), eq(seats.state, 'waiting')],
        ),
      )
      .returning({ device: seats.device })
    if (!answered) throw notFound()
    publishProcess(tx, row)
    writeAudit(tx, ctx, {
      action: 'visit.door',
      entity: 'process',
      entityId: row.id,
      before: { state: 'waiting' },
      after: { state, ...answered },
    })
    return { state }
  })
}

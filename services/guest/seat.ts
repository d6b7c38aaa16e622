import { and, asc, eq, isNull } from 'drizzle-orm'
import type { GuestSeat } from '../../domain/guest-page.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { links } from '../../db/schema/person.ts'
import { seats } from '../../db/schema/seat.ts'
import { writeAudit } from '../audit/write.ts'
import { publishProcess } from '../live/publish.ts'
import type { Visitor } from '../links/visitor.ts'
import { tellOf } from '../notifications/tell.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'

/** A browser that was not heard of for so long is gone, and its place is free. */
export const seatLeaseMs = 30_000

export type SeatRow = typeof seats.$inferSelect
type Seat = GuestSeat['seat']

/** Everybody of the room of a visit, in the order they came. */
export const seatsOf = (tx: Tx, of: { readonly tenantId: string; readonly processId: string }): Promise<SeatRow[]> =>
  tx
    .select()
    .from(seats)
    .where(and(eq(seats.tenantId, of.tenantId), eq(seats.processId, of.processId)))
    .orderBy(asc(seats.createdAt))

export const isAlive = (seat: SeatRow, now: Date): boolean => now.getTime() - seat.seenAt.getTime() < seatLeaseMs

function seatFor(mine: SeatRow | undefined, others: readonly SeatRow[], now: Date): Seat {
  if (mine?.state === 'refused') return 'refused'
  if (mine?.state === 'inside' && isAlive(mine, now)) return 'inside'
  return others.some((one) => one.state === 'inside' && isAlive(one, now)) ? 'waiting' : 'inside'
}

async function announce(tx: Tx, { ctx }: Visitor, row: ProcessRow, device: string, seat: Seat): Promise<void> {
  if (seat === 'waiting' && row.assigneeId !== null)
    await tellOf(tx, ctx, row, {
      ...{ userId: row.assigneeId, kind: 'answer', key: `seat:${row.id}:${device}` },
      what: {
        ru: 'по ссылке контакта входят с другого устройства. Ссылку переслали? Впустите или откажите',
        en: 'somebody joins by the contact’s link from another device. Was it forwarded? Let them in or not',
      },
    })
  publishProcess(tx, row)
  writeAudit(tx, ctx, { action: 'visit.seat', entity: 'process', entityId: row.id, before: null, after: { device, seat } })
}

/**
 * Takes a place in the room for a browser, or holds the one it has: the first is inside, the next waits until the first is
 * gone or the representative lets it in. Who is at the door is in Postgres alone.
 */
export async function takeSeat(tx: Tx, visitor: Visitor, row: ProcessRow, device: string): Promise<Seat> {
  const { ctx, processId } = visitor
  const { tenantId, now } = ctx
  // Of two browsers at once the second sees what the first wrote.
  await tx
    .select({ id: links.id })
    .from(links)
    .where(and(eq(links.tenantId, tenantId), eq(links.processId, processId), isNull(links.revokedAt)))
    .orderBy(asc(links.id))
    .for('update')
  const all = (await seatsOf(tx, { tenantId, processId })).filter((one) => one.party === 'contact')
  const mine = all.find((one) => one.device === device)
  const others = all.filter((one) => one.device !== device)
  const seat = seatFor(mine, others, now)
  await tx
    .insert(seats)
    .values({ id: newId(), tenantId, processId, party: 'contact', device, state: seat, createdAt: now, seenAt: now })
    .onConflictDoUpdate({
      target: [seats.tenantId, seats.processId, seats.party, seats.device],
      set: { state: seat, seenAt: now },
    })
  if (mine?.state !== seat) await announce(tx, visitor, row, device, seat)
  return seat
}

/** Gives a place up, so that the next need not wait for the lease to end. */
export async function leave({ visitor, input }: { readonly visitor: Visitor; readonly input: { readonly device: string } }): Promise<void> {
  const { ctx, processId } = visitor
  await ctx.db.tenant(ctx.tenantId, (tx) =>
    tx
      .update(seats)
      .set({ seenAt: new Date(ctx.now.getTime() - seatLeaseMs) })
      .where(
        and(
          ...[eq(seats.tenantId, ctx.tenantId), eq(seats.processId, processId), eq(seats.party, 'contact')],
          ...[eq(seats.device, input.device), eq(seats.state, 'inside')],
        ),
      ),
  )
}

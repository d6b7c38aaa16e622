import { and, eq, isNull, ne } from 'drizzle-orm'
import { quietUntil } from '../../domain/messages/quiet-hours.ts'
import type { QuietHours } from '../../domain/messages/quiet-hours.ts'
import type { Tx } from '../../db/client.ts'
import { deliveries } from '../../db/schema/message.ts'
import type { organizations } from '../../db/schema/organization.ts'
import type { DeliveryRow } from './channel.ts'

/** When a short message may leave, if that is later: the end of its receiver's quiet hours. */
export function quietOf(row: Pick<DeliveryRow, 'toZone'>, organization: typeof organizations.$inferSelect, now: Date): Date | undefined {
  const quiet = { fromMinute: organization.quietFromMinute, toMinute: organization.quietToMinute }
  const morning = quietUntil(now.getTime(), row.toZone ?? organization.calendar.zone, quiet)
  return morning === undefined ? undefined : new Date(morning)
}

/** An organization's quiet hours, as they were and as they are from now on. */
interface QuietChange {
  readonly tenantId: string
  /** The organization's own, for receivers whose zone is not known. */
  readonly zone: string
  readonly old: QuietHours
  readonly quiet: QuietHours
  readonly now: Date
}

/** Makes what waits for the old morning wait for the new one, or leave at once, in the transaction that changes the hours. */
export async function moveWaiting(tx: Tx, { tenantId, zone, old, quiet, now }: QuietChange): Promise<void> {
  const waiting = and(eq(deliveries.tenantId, tenantId), eq(deliveries.status, 'pending'), ne(deliveries.channel, 'mail'))
  const zones = await tx.selectDistinct({ toZone: deliveries.toZone }).from(deliveries).where(waiting)
  for (const { toZone } of zones) {
    const until = (hours: QuietHours) => quietUntil(now.getTime(), toZone ?? zone, hours)
    const morning = until(old)
    // What waits for a provider is due within minutes, and looks at the hours then.
    if (morning === undefined) continue
    const sameZone = toZone === null ? isNull(deliveries.toZone) : eq(deliveries.toZone, toZone)
    await tx
      .update(deliveries)
      .set({ nextTryAt: new Date(until(quiet) ?? now.getTime()) })
      .where(and(waiting, sameZone, eq(deliveries.nextTryAt, new Date(morning))))
  }
}

import { and, arrayOverlaps, eq, isNull, lt } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { formatMoney } from '../../domain/text/money.ts'
import { notifications } from '../../db/schema/message.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { smsAccount } from '../../db/schema/sms-account.ts'
import type { SmsPort } from '../../connectors/sms/port.ts'
import { publishPerson } from '../live/publish.ts'

const one = eq(smsAccount.id, 1)
const askEveryMs = 5 * 60_000

/** Whether this worker is the one that asks now. */
async function myTurn(db: Database, now: Date): Promise<boolean> {
  const taken = await db.system((tx) =>
    tx
      .insert(smsAccount)
      .values({ id: 1, askedAt: now })
      .onConflictDoUpdate({
        target: smsAccount.id,
        set: { askedAt: now },
        setWhere: lt(smsAccount.askedAt, new Date(now.getTime() - askEveryMs)),
      })
      .returning({ id: smsAccount.id }),
  )
  return taken.length > 0
}

/**
 * Asks what is left on the account, once in 5 minutes whoever calls, and tells the administrators of the installation when it has
 * fallen below the threshold: once for each fall.
 * @throws SmsUnavailable when the provider is away; the next turn asks again
 */
export async function watchBalance(db: Database, sms: SmsPort, lowKopecks: number, now: Date): Promise<void> {
  if (!(await myTurn(db, now))) return
  const balanceKopecks = await sms.balanceKopecks()
  const isLow = balanceKopecks < lowKopecks
  await db.system(async (tx) => {
    const [before] = await tx.select().from(smsAccount).where(one).for('update')
    const lowSince = isLow ? (before?.lowSince ?? now) : null
    await tx.update(smsAccount).set({ balanceKopecks, at: now, lowSince }).where(one)
    if (!isLow || before?.lowSince) return
    const people = await tx
      .select({ tenantId: memberships.tenantId, userId: memberships.userId })
      .from(memberships)
      .innerJoin(users, eq(users.id, memberships.userId))
      .where(and(arrayOverlaps(memberships.roles, ['admin']), isNull(users.disabledAt)))
    if (people.length === 0) return
    const money = formatMoney(balanceKopecks)
    const text = {
      ru: `На счёте SMS осталось ${money}. Пополните его у провайдера, иначе сообщения не уйдут.`,
      en: `${money} is left on the SMS account. Top it up with the provider, or messages will not leave.`,
    }
    await tx
      .insert(notifications)
      .values(
        people.map((person) => ({
          ...person,
          id: newId(),
          kind: 'trouble' as const,
          text,
          key: `sms-balance:${now.toISOString()}`,
          at: now,
        })),
      )
      .onConflictDoNothing()
    for (const { tenantId, userId } of people) publishPerson(tx, tenantId, userId)
  })
}

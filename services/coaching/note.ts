import type { CoachingReply, Score } from '../../domain/coaching.ts'
import type { Label } from '../../domain/label.ts'
import { isHeld } from '../../domain/visit-states.ts'
import type { Tx } from '../../db/client.ts'
import { observers } from '../../db/schema/observer.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { tellOf } from '../notifications/tell.ts'
import { Problem, forbidden, notFound, wrongField } from '../problem.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { staffOnly } from '../staff-only.ts'
import { criteriaOf } from './criteria.ts'
import { isObserver, lockObserver, repOf, visitRow } from './people.ts'
import type { Observer } from './people.ts'

export interface NoteInput {
  /** The visit. */
  readonly id: string
  readonly strengths: string
  readonly improve: string
  /** Of the organization's criteria those that could be judged. */
  readonly scores: readonly Score[]
}

const write = (tx: Tx, row: ProcessRow, { userId }: Observer, values: Partial<typeof observers.$inferInsert>): Promise<unknown> =>
  tx.update(observers).set(values).where(isObserver(row, userId))

/** The words stay between the three whom they are for, so the audit says only that they were written. */
function note(tx: Tx, ctx: Ctx, row: ProcessRow, action: 'coach' | 'coachReply', after: Readonly<Record<string, string | number>>): void {
  publishProcess(tx, row)
  writeAudit(tx, ctx, { action: `visit.${action}`, entity: 'process', entityId: row.id, before: null, after })
}

const told = (tx: Tx, ctx: Ctx, row: ProcessRow, userId: string, what: Label): Promise<void> =>
  tellOf(tx, ctx, row, { userId, kind: 'answer', key: `coach:${ctx.requestId}`, what })

/**
 * Writes the observer's note of a held visit, or writes it anew until its representative has answered.
 * @throws Problem NotFound, Forbidden for who did not sit in, Refused before the visit and after the answer, BadInput
 */
export async function writeCoaching({ ctx, input }: { readonly ctx: Ctx; readonly input: NoteInput }): Promise<void> {
  const staff = staffOnly(ctx)
  const [strengths, improve] = [input.strengths.trim(), input.improve.trim()]
  if (strengths === '' && improve === '')
    throw wrongField('strengths', { ru: 'Напишите, что получилось или что улучшить', en: 'Write what went well or what to improve' })
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await visitRow(tx, ctx, input.id)
    const observer = await lockObserver(tx, row, staff.id)
    if (!observer) throw forbidden()
    if (!isHeld(row.state)) throw new Problem('Refused', { ru: 'Записка пишется после визита', en: 'A note is written after the visit' })
    if (observer.reply !== null)
      throw new Problem('Refused', {
        ru: 'Представитель уже ответил на эту записку, изменить её нельзя. Напишите в комментарии.',
        en: 'The representative has answered this note, so it stays as it is. Write a comment.',
      })
    const known = new Set([...(await criteriaOf(tx, ctx)), ...observer.scores.map(({ criterion }) => criterion)])
    const scores = [...known].flatMap((criterion) => input.scores.find((one) => one.criterion === criterion) ?? [])
    await write(tx, row, observer, { strengths, improve, scores, notedAt: ctx.now })
    note(tx, ctx, row, 'coach', { scored: scores.length })
    const repId = await repOf(tx, row)
    if (repId !== null)
      await told(tx, ctx, row, repId, { ru: 'записка наблюдателя о вашем визите', en: 'the observer wrote of your visit' })
  })
}

/**
 * The representative's answer to a note: seen, or agreed; once agreed it stays so.
 * @throws Problem NotFound, Forbidden for everybody but whose visit it was
 */
export async function replyToCoaching({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly observerId: string; readonly reply: CoachingReply }
}): Promise<void> {
  const staff = staffOnly(ctx)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await visitRow(tx, ctx, input.id)
    if ((await repOf(tx, row)) !== staff.id) throw forbidden()
    const observer = await lockObserver(tx, row, input.observerId.toLowerCase())
    if (!observer || observer.notedAt === null) throw notFound()
    if (observer.reply === 'agreed' || observer.reply === input.reply) return
    await write(tx, row, observer, { reply: input.reply, repliedAt: ctx.now })
    note(tx, ctx, row, 'coachReply', { observerId: observer.userId, reply: input.reply })
    const agreed = input.reply === 'agreed'
    await told(tx, ctx, row, observer.userId, {
      ru: agreed ? 'представитель согласен с вашей запиской' : 'представитель прочёл вашу записку',
      en: agreed ? 'the representative agrees with your note' : 'the representative has read your note',
    })
  })
}

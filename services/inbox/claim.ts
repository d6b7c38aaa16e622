import { and, eq, isNull } from 'drizzle-orm'
import { actsAs, holds } from '../../domain/actor.ts'
import { sharedPartiesOf } from '../../domain/roles.ts'
import type { Tx } from '../../db/client.ts'
import { steps } from '../../db/schema/process.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { namesOf } from '../people/names.ts'
import { Problem, forbidden } from '../problem.ts'
import { readableRow } from '../process/row-of.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { staffOnly } from '../staff-only.ts'

export interface ClaimInput {
  /** The process whose open task it is. */
  readonly id: string
}
export interface Claimed {
  readonly holderId: string | null
}

type Step = typeof steps.$inferSelect
interface OpenTask {
  readonly step: Step
  readonly process: ProcessRow
}

const noTask = (): Problem =>
  new Problem('Conflict', { ru: 'Здесь уже нечего брать: задача закрыта.', en: 'There is nothing to take here: the task is closed.' })

async function lockTask(tx: Tx, ctx: Ctx, input: ClaimInput): Promise<OpenTask> {
  const process = await readableRow(tx, ctx, input.id)
  const [step] = await tx
    .select()
    .from(steps)
    .where(and(eq(steps.tenantId, ctx.tenantId), eq(steps.processId, process.id), isNull(steps.closedAt)))
    .for('update')
  if (!step) throw noTask()
  return { step, process }
}

async function hold(tx: Tx, ctx: Ctx, { step, process }: OpenTask, holderId: string | null, action: 'claim' | 'release'): Promise<void> {
  await tx
    .update(steps)
    .set({ assigneeId: holderId, claimedAt: holderId === null ? null : ctx.now })
    .where(eq(steps.id, step.id))
  publishProcess(tx, process)
  writeAudit(tx, ctx, {
    action: `inbox.${action}`,
    entity: 'process',
    entityId: step.processId,
    before: { holderId: step.assigneeId },
    after: { holderId },
  })
}

/**
 * Takes an open task for oneself, so that two people do not do it at once; the process itself does not move. Taking
 * what one holds already changes nothing.
 * @throws Problem NotFound, Forbidden, Conflict with who has it
 */
export async function claim({ ctx, input }: { readonly ctx: Ctx; readonly input: ClaimInput }): Promise<Claimed> {
  const staff = staffOnly(ctx)
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const task = await lockTask(tx, ctx, input)
    const { step } = task
    if (step.assigneeId === staff.id) return { holderId: staff.id }
    if (!sharedPartiesOf(staff.roles).includes(step.party)) throw forbidden()
    if (step.assigneeId !== null) {
      const name = (await namesOf(tx, [step.assigneeId])).get(step.assigneeId) ?? '…'
      throw new Problem(
        'Conflict',
        { ru: `Задача уже занята: ${name}`, en: `${name} has already taken it` },
        { details: { holderId: step.assigneeId, holderName: name } },
      )
    }
    await hold(tx, ctx, task, staff.id, 'claim')
    return { holderId: staff.id }
  })
}

/**
 * Gives a claimed task back to everybody; one's own, or as a manager anyone's. Releasing what nobody holds changes nothing.
 * @throws Problem NotFound, Forbidden, Conflict when the process itself is assigned
 */
export async function release({ ctx, input }: { readonly ctx: Ctx; readonly input: ClaimInput }): Promise<Claimed> {
  const staff = staffOnly(ctx)
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const task = await lockTask(tx, ctx, input)
    const { step, process } = task
    if (step.assigneeId === null) return { holderId: null }
    if (!holds(staff, step.assigneeId) && !actsAs(staff, ['manager'])) throw forbidden()
    if (process.assigneeId === step.assigneeId)
      throw new Problem('Conflict', {
        ru: 'Процесс назначен этому человеку. Чтобы передать его, назначьте другого исполнителя.',
        en: 'The process is assigned to this person. To hand it over, assign somebody else.',
      })
    await hold(tx, ctx, task, null, 'release')
    return { holderId: null }
  })
}

import { eq } from 'drizzle-orm'
import { processes } from '../../db/schema/process.ts'
import { newId } from '../../db/id.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import { visit } from '../../domain/visit.ts'
import type { Ctx } from '../../services/context.ts'
import { findOrCreateContact } from '../../services/contacts/find-or-create.ts'
import { beginProcess } from '../../services/process/begin.ts'
import { handOver } from '../../services/process/start.ts'
import { booking } from '../workflows/visit-walk.ts'
import { letterWith, tokenIn } from './requester.ts'
import type { Stack, TestOrganization, TestPerson } from './stack.ts'

/** A visit that runs, and the links that its contact was sent. */
export interface RunningVisit {
  readonly id: string
  readonly number: string
  readonly contactEmail: string
  /** The token of the letter with these words. */
  tokenOf(words: string): Promise<string>
  staff(action: string, form?: object, reason?: string): Promise<unknown>
  row(): Promise<typeof processes.$inferSelect>
}

/** Books what the form says, also for what has passed, and starts its workflow. */
export async function beginVisit(
  { db, engine }: Pick<Stack, 'db'> & { readonly engine: EnginePort },
  ctx: Ctx,
  form: ReturnType<typeof booking>,
): Promise<Pick<RunningVisit, 'id' | 'number'>> {
  const begun = await db.tenant(ctx.tenantId, async (tx) => {
    const contactId = await findOrCreateContact(tx, ctx, { email: form.contactEmail, name: form.contactName, lang: 'ru' })
    return beginProcess(tx, ctx, visit, form, contactId)
  })
  await handOver(ctx, engine, begun)
  return begun
}

/** Books a visit of `rep` that begins at `startsAt`, epoch milliseconds, and starts its workflow. */
export async function startVisit(
  stack: Stack,
  org: TestOrganization,
  rep: TestPerson,
  startsAt: number,
  more: object = {},
): Promise<RunningVisit> {
  const contactEmail = `doctor.${newId()}@clinic.example`
  const form = { ...booking(startsAt), repId: rep.id, contactEmail, ...more }
  const { id, number } = await beginVisit(stack, org.ctx(rep.actor), form)
  const row = async (): Promise<typeof processes.$inferSelect> => {
    const [found] = await stack.db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id)))
    if (!found) throw new Error('No visit')
    return found
  }
  return {
    ...{ id, number, contactEmail },
    tokenOf: async (words) => tokenIn(await letterWith(stack, contactEmail, words)),
    staff: async (action, formOf = {}, reason?: string) =>
      stack.engine.act(id, {
        ...{ action, form: formOf, reason, actor: rep.actor, requestId: newId(), inputHash: '', seen: undefined },
        known: (await row()).seq,
      }),
    row,
  }
}

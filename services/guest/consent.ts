import { and, eq, isNull, ne, or } from 'drizzle-orm'
import { guestConsent } from '../../domain/guest-consent.ts'
import type { Tx } from '../../db/client.ts'
import { links } from '../../db/schema/person.ts'
import { writeAudit } from '../audit/write.ts'
import { comingTo } from '../coaching/people.ts'
import type { Visitor } from '../links/visitor.ts'
import { Problem } from '../problem.ts'

/** Whether the holder of the link agreed to the present text. */
export async function hasConsented(tx: Tx, { ctx, linkId }: Visitor): Promise<boolean> {
  const [link] = await tx
    .select({ version: links.consentVersion })
    .from(links)
    .where(and(eq(links.tenantId, ctx.tenantId), eq(links.id, linkId)))
  return link?.version === guestConsent.version
}

/**
 * Keeps that the contact agreed to a text and to who sits in, and when; again it changes nothing.
 * @throws Problem Conflict when the page showed another text, or others, than at present
 */
export function consent({
  visitor,
  input,
}: {
  readonly visitor: Visitor
  readonly input: { readonly version: string; readonly observers?: readonly string[] | undefined }
}): Promise<void> {
  const { ctx, linkId, processId } = visitor
  const { version } = guestConsent
  const its = and(eq(links.tenantId, ctx.tenantId), eq(links.id, linkId))
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    // Whoever invites an observer meanwhile takes the consent back after this one is written.
    await tx.select({ id: links.id }).from(links).where(its).for('update')
    const observers = (await comingTo(tx, { tenantId: ctx.tenantId, id: processId })).map(({ name }) => name)
    if (input.version !== version || observers.join('\n') !== (input.observers ?? []).join('\n'))
      throw new Problem('Conflict', {
        ru: 'Текст согласия изменился. Обновите страницу и прочтите его ещё раз.',
        en: 'The text of the consent has changed. Reload the page and read it again.',
      })
    const agreed = await tx
      .update(links)
      .set({ consentVersion: version, consentedAt: ctx.now })
      .where(and(its, or(isNull(links.consentVersion), ne(links.consentVersion, version))))
      .returning({ recipient: links.recipient })
    if (agreed.length === 0) return
    writeAudit(tx, ctx, {
      action: 'visit.consent',
      entity: 'process',
      entityId: processId,
      before: null,
      after: { version, observers, links: agreed },
    })
  })
}

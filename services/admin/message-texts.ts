import { and, desc, eq, gt, isNull } from 'drizzle-orm'
import type { Lang } from '../../domain/label.ts'
import type { SampleSetting } from '../../domain/letters/letter-variables.ts'
import type { LetterText } from '../../domain/letters/template.ts'
import { textProblems } from '../../domain/messages/check-text.ts'
import type { MessageName } from '../../domain/messages/message-names.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { deliveries } from '../../db/schema/message.ts'
import { messageTexts } from '../../db/schema/message-text.ts'
import { organizations } from '../../db/schema/organization.ts'
import type { Ctx } from '../context.ts'
import { notFound, Problem } from '../problem.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

export interface TextOf {
  readonly name: MessageName
  readonly lang: Lang
}

export interface OwnText extends TextOf, LetterText {
  readonly id: string
  readonly byName: string
  readonly at: string
}

export interface OwnTexts {
  /** Those the organization has written; every other text is the product's. */
  readonly texts: readonly OwnText[]
  /** What examples are made of. */
  readonly setting: Pick<SampleSetting, 'organization' | 'zone' | 'publicUrl'>
  /** What a part of the last SMS cost; null when none has been paid for. */
  readonly partKopecks: number | null
  /** Short texts go to chats as well. */
  readonly hasChats: boolean
}

type Deps = { readonly ctx: Ctx; readonly publicUrl: string }

/** The organization as examples name it. */
export async function settingOf(tx: Tx, { ctx, publicUrl }: Deps): Promise<OwnTexts['setting']> {
  const { name, calendar } = organizations
  const [found] = await tx.select({ name, calendar }).from(organizations).where(eq(organizations.id, ctx.tenantId))
  if (!found) throw notFound()
  return { organization: found.name, zone: found.calendar.zone, publicUrl }
}

/** @throws Problem BadInput with what is wrong by field */
export function checkText({ ctx }: Deps, of: TextOf, text: LetterText, setting: OwnTexts['setting']): void {
  const problems = textProblems(of.name, text, { ...setting, lang: of.lang, now: ctx.now.getTime() })
  const [first] = problems
  if (first) throw new Problem('BadInput', first.message, { problems })
}

/** The organization's own texts, and what their examples are made of. @throws Problem Forbidden */
export async function listTexts({ ctx, publicUrl, hasChats }: Deps & Pick<OwnTexts, 'hasChats'>): Promise<OwnTexts> {
  requireRole(ctx, administrators)
  return ctx.db.tenantRead(ctx.tenantId, async (tx) => {
    const rows = await tx
      .select()
      .from(messageTexts)
      .where(and(eq(messageTexts.tenantId, ctx.tenantId), isNull(messageTexts.endedAt)))
    const [paid] = await tx
      .select({ parts: deliveries.parts, costKopecks: deliveries.costKopecks })
      .from(deliveries)
      .where(
        and(eq(deliveries.tenantId, ctx.tenantId), eq(deliveries.channel, 'sms'), gt(deliveries.costKopecks, 0), gt(deliveries.parts, 0)),
      )
      .orderBy(desc(deliveries.createdAt))
      .limit(1)
    return {
      texts: rows.map(({ id, name, lang, subject, body, byName, at }) => ({ id, name, lang, subject, body, byName, at: at.toISOString() })),
      hasChats,
      setting: await settingOf(tx, { ctx, publicUrl }),
      partKopecks: paid ? Math.round((paid.costKopecks ?? 0) / (paid.parts ?? 1)) : null,
    }
  })
}

const textOf = ({ subject, body }: LetterText) => ({ subject, body })

/** The text now, locked; undefined for the product's. */
async function currentOf(tx: Tx, ctx: Ctx, { name, lang }: TextOf) {
  const mine = and(eq(messageTexts.name, name), eq(messageTexts.lang, lang), isNull(messageTexts.endedAt))
  const [current] = await tx
    .select()
    .from(messageTexts)
    .where(and(eq(messageTexts.tenantId, ctx.tenantId), mine))
    .for('update')
  return current
}

const changedMeanwhile = (): Problem =>
  new Problem('Conflict', {
    ru: 'Пока вы писали, этот текст изменил кто-то другой. Скопируйте свой, откройте шаблон заново и внесите правку.',
    en: 'Somebody else has changed this text meanwhile. Copy yours, open the template again and make your change.',
  })

const end = (tx: Tx, ctx: Ctx, id: string) => tx.update(messageTexts).set({ endedAt: ctx.now }).where(eq(messageTexts.id, id))

/**
 * Writes the organization's own text. What is written already keeps the text of its time.
 * @param input.seen the own text it is made from, null for the product's
 * @throws Problem Forbidden, BadInput, Conflict
 */
export async function setText({
  ctx,
  publicUrl,
  input,
}: Deps & { readonly input: TextOf & LetterText & { readonly seen: string | null } }): Promise<{ readonly id: string }> {
  const actor = requireRole(ctx, administrators)
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    checkText({ ctx, publicUrl }, input, input, await settingOf(tx, { ctx, publicUrl }))
    const before = await currentOf(tx, ctx, input)
    if ((before?.id ?? null) !== input.seen) throw changedMeanwhile()
    if (before) await end(tx, ctx, before.id)
    const { name, lang, subject, body } = input
    const id = newId()
    const own = { id, tenantId: ctx.tenantId, name, lang, subject, body, byId: actor.id, byName: actor.name, at: ctx.now }
    const [kept] = await tx.insert(messageTexts).values(own).onConflictDoNothing().returning({ id: messageTexts.id })
    // Two who saw the product's text: one of them was first.
    if (!kept) throw changedMeanwhile()
    const change = { before: before ? textOf(before) : null, after: textOf(input) }
    writeAudit(tx, ctx, { action: 'text.set', entity: 'text', entityId: `${name}/${lang}`, ...change })
    return { id }
  })
}

/** Goes back to the product's text. @throws Problem Forbidden, Conflict, NotFound when there is no own text */
export async function resetText({ ctx, input }: { readonly ctx: Ctx; readonly input: TextOf & { readonly seen: string } }): Promise<void> {
  requireRole(ctx, administrators)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await currentOf(tx, ctx, input)
    if (!before) throw notFound()
    if (before.id !== input.seen) throw changedMeanwhile()
    await end(tx, ctx, before.id)
    writeAudit(tx, ctx, {
      action: 'text.reset',
      entity: 'text',
      entityId: `${input.name}/${input.lang}`,
      before: textOf(before),
      after: null,
    })
  })
}

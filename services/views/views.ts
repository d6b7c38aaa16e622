import { and, asc, eq, sql } from 'drizzle-orm'
import type { JsonObject } from '../../domain/json.ts'
import { definitionOf } from '../../domain/processes.ts'
import { newId } from '../../db/id.ts'
import { views } from '../../db/schema/desk.ts'
import type { Ctx } from '../context.ts'
import { Problem, notFound } from '../problem.ts'
import { isRowId } from '../process/cursor.ts'
import { staffOnly } from '../staff-only.ts'

/** A filter its owner gave a name. */
export interface View {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly query: JsonObject
  readonly createdAt: Date
}
export interface SaveViewInput {
  readonly kind: string
  readonly name: string
  readonly query: JsonObject
}

const maxNameLength = 80
const maxQueryLength = 4_000
const maxViews = 100

const bad = (ru: string, en: string): Problem => new Problem('BadInput', { ru, en })
const shown = { id: views.id, kind: views.kind, name: views.name, query: views.query, createdAt: views.createdAt }

function checked({ kind, name, query }: SaveViewInput): SaveViewInput {
  if (!definitionOf(kind)) throw bad('Такого процесса нет', 'There is no such process')
  const clean = name
    .replaceAll('\0', '')
    .replaceAll(/\p{Surrogate}/gu, '\ufffd')
    .replaceAll(/\s+/g, ' ')
    .trim()
  if (clean === '' || clean.length > maxNameLength)
    throw bad(`Название — от 1 до ${maxNameLength} знаков`, `A name of 1 to ${maxNameLength} characters is needed`)
  const text = JSON.stringify(query)
  // A NUL or half a character can't be kept as JSON by Postgres.
  if (text.length > maxQueryLength || /\\u(?:0000|d[89a-f])/.test(text))
    throw bad('Такой фильтр сохранить нельзя', 'Such a filter cannot be saved')
  return { kind, name: clean, query }
}

/** Saves one's filter under a name; the same name replaces it. @throws Problem BadInput, Forbidden */
export async function saveView({ ctx, input }: { readonly ctx: Ctx; readonly input: SaveViewInput }): Promise<View> {
  const { id: userId } = staffOnly(ctx)
  const { tenantId, now: createdAt } = ctx
  const { kind, name, query } = checked(input)
  return ctx.db.tenant(tenantId, async (tx) => {
    const [view] = await tx
      .insert(views)
      .values({ id: newId(), tenantId, userId, kind, name, query, createdAt })
      .onConflictDoUpdate({ target: [views.tenantId, views.userId, views.kind, views.name], set: { query: sql`excluded.query` } })
      .returning(shown)
    if (!view) throw new Error('The view was not written')
    const all = await tx.$count(views, and(eq(views.tenantId, tenantId), eq(views.userId, userId)))
    if (all > maxViews)
      throw bad(`Можно сохранить не больше ${maxViews} фильтров: удалите лишние`, `At most ${maxViews} filters can be saved: remove some`)
    return view
  })
}

/** One's saved filters, by name. @throws Problem Forbidden */
export async function listViews({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly kind?: string | undefined }
}): Promise<{ readonly items: readonly View[] }> {
  const { id: userId } = staffOnly(ctx)
  const kind = input.kind === undefined ? undefined : eq(views.kind, input.kind)
  const items = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select(shown)
      .from(views)
      .where(and(eq(views.tenantId, ctx.tenantId), eq(views.userId, userId), kind))
      .orderBy(asc(views.name))
      .limit(maxViews),
  )
  return { items }
}

/** Removes one's own filter. @throws Problem NotFound, also for somebody else's */
export async function removeView({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<void> {
  const { id: userId } = staffOnly(ctx)
  const id = input.id.toLowerCase()
  if (!isRowId(id)) throw notFound()
  const gone = await ctx.db.tenant(ctx.tenantId, (tx) =>
    tx
      .delete(views)
      .where(and(eq(views.tenantId, ctx.tenantId), eq(views.userId, userId), eq(views.id, id)))
      .returning({ id: views.id }),
  )
  if (gone.length === 0) throw notFound()
}

import { and, arrayOverlaps, asc, eq, inArray, or, sql } from 'drizzle-orm'
import { actsAs } from '../../domain/actor.ts'
import type { JsonObject } from '../../domain/json.ts'
import { definitionOf } from '../../domain/processes.ts'
import type { Role } from '../../domain/roles.ts'
import type { ViewSharing } from '../../domain/view-sharing.ts'
import type { Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { views } from '../../db/schema/desk.ts'
import { isUniqueViolation } from '../../db/violation.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import type { PersonName } from '../people/names.ts'
import { Problem, forbidden, notFound } from '../problem.ts'
import { isRowId } from '../cursor.ts'
import { readableKinds } from '../readable.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'

/** A saved filter as one of those who see it. */
export interface View {
  readonly id: string
  readonly kind: string
  readonly name: string
  readonly query: JsonObject
  readonly sharing: ViewSharing
  readonly sharedWith: readonly Role[]
  readonly owner: PersonName
  readonly own: boolean
  /** May this reader change or remove it? */
  readonly changeable: boolean
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
const maxListed = 300

const bad = (ru: string, en: string): Problem => new Problem('BadInput', { ru, en })
const ownerName = sql<string>`coalesce((SELECT u.name FROM users u WHERE u.id = ${views.userId}), '')`
const shown = {
  id: views.id,
  kind: views.kind,
  name: views.name,
  query: views.query,
  sharing: views.sharing,
  sharedWith: views.sharedWith,
  ownerId: views.userId,
  ownerName,
  createdAt: views.createdAt,
}

/** What is shared is the organization's: managers keep it in order. */
const mayChange = (staff: Staff, view: { readonly ownerId: string; readonly sharing: ViewSharing }): boolean =>
  view.ownerId === staff.id || (view.sharing !== 'nobody' && actsAs(staff, ['manager']))

interface ShownRow extends Omit<View, 'owner' | 'own' | 'changeable'> {
  readonly ownerId: string
  readonly ownerName: string
}
function asSeenBy(staff: Staff, { ownerId, ownerName: name, ...view }: ShownRow): View {
  return {
    ...view,
    owner: { id: ownerId, name },
    own: ownerId === staff.id,
    changeable: mayChange(staff, { ownerId, sharing: view.sharing }),
  }
}

const told = ({ name, query, sharing, sharedWith }: Omit<ShownRow, 'id'>): JsonObject => ({
  name,
  query,
  sharing,
  sharedWith: [...sharedWith],
})

/** One's own, and what colleagues show to one's roles; managers see all that is shared. */
const seenBy = (staff: Staff) =>
  or(
    eq(views.userId, staff.id),
    eq(views.sharing, 'everybody'),
    and(eq(views.sharing, 'roles'), actsAs(staff, ['manager']) ? undefined : arrayOverlaps(views.sharedWith, [...staff.roles])),
  )

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
  const staff = staffOnly(ctx)
  const userId = staff.id
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
    // What one keeps for oneself is nobody's affair.
    if (view.sharing !== 'nobody') {
      writeAudit(tx, ctx, { action: 'view.change', entity: 'view', entityId: view.id, before: null, after: told(view) })
    }
    return asSeenBy(staff, view)
  })
}

/** The saved filters that one sees, by name: one's own and those that colleagues share. @throws Problem Forbidden */
export async function listViews({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly kind?: string | undefined }
}): Promise<{ readonly items: readonly View[] }> {
  const staff = staffOnly(ctx)
  const kind = input.kind === undefined ? undefined : eq(views.kind, input.kind)
  // A shared name tells of a kind that the reader may not look at.
  const readable = or(eq(views.userId, staff.id), inArray(views.kind, readableKinds(staff)))
  const items = await ctx.db.tenantRead(ctx.tenantId, (tx) =>
    tx
      .select(shown)
      .from(views)
      .where(and(eq(views.tenantId, ctx.tenantId), seenBy(staff), readable, kind))
      .orderBy(asc(views.name), asc(views.id))
      .limit(maxListed),
  )
  return { items: items.map((view) => asSeenBy(staff, view)) }
}

async function lockView(tx: Tx, ctx: Ctx, staff: Staff, viewId: string): Promise<ShownRow> {
  const id = viewId.toLowerCase()
  if (!isRowId(id)) throw notFound()
  const [view] = await tx
    .select(shown)
    .from(views)
    .where(and(eq(views.tenantId, ctx.tenantId), eq(views.id, id), seenBy(staff)))
    .for('update')
  if (!view) throw notFound()
  if (!mayChange(staff, view)) throw forbidden()
  return view
}

export interface ChangeViewInput {
  readonly id: string
  readonly name?: string | undefined
  readonly query?: JsonObject | undefined
  readonly sharing?: ViewSharing | undefined
  readonly sharedWith?: readonly Role[] | undefined
}

/**
 * Changes a view one owns or, as a manager, one that is shared: its name, its filter, who sees it. What is left out stays.
 * @throws Problem BadInput, NotFound for one that the asker does not see, Forbidden, Conflict for a name the owner uses already
 */
export async function changeView({ ctx, input }: { readonly ctx: Ctx; readonly input: ChangeViewInput }): Promise<View> {
  const staff = staffOnly(ctx)
  const sharedWith = [...new Set(input.sharedWith ?? [])]
  if (input.sharing === 'roles' && sharedWith.length === 0)
    throw bad('Выберите роли, которым показать вид', 'Choose the roles that shall see the view')
  try {
    return await ctx.db.tenant(ctx.tenantId, async (tx) => {
      const before = await lockView(tx, ctx, staff, input.id)
      const { name, query } = checked({ kind: before.kind, name: input.name ?? before.name, query: input.query ?? before.query })
      const shares = input.sharing === undefined ? {} : { sharing: input.sharing, sharedWith: input.sharing === 'roles' ? sharedWith : [] }
      const after = { ...before, name, query, ...shares }
      await tx
        .update(views)
        .set({ name, query, ...shares })
        .where(eq(views.id, before.id))
      writeAudit(tx, ctx, { action: 'view.change', entity: 'view', entityId: before.id, before: told(before), after: told(after) })
      return asSeenBy(staff, after)
    })
  } catch (error) {
    if (isUniqueViolation(error))
      throw new Problem('Conflict', { ru: 'Вид с таким названием уже есть', en: 'There is a view of that name already' })
    throw error
  }
}

/** Removes a view one owns or, as a manager, one that is shared. @throws Problem NotFound for one that the asker does not see, Forbidden */
export async function removeView({ ctx, input }: { readonly ctx: Ctx; readonly input: { readonly id: string } }): Promise<void> {
  const staff = staffOnly(ctx)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await lockView(tx, ctx, staff, input.id)
    await tx.delete(views).where(eq(views.id, before.id))
    writeAudit(tx, ctx, { action: 'view.remove', entity: 'view', entityId: before.id, before: told(before), after: null })
  })
}

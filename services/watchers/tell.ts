import { and, asc, eq, isNull } from 'drizzle-orm'
import { stateOf } from '../../domain/decide.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { WatchExtent } from '../../domain/watching.ts'
import type { Tx } from '../../db/client.ts'
import { watchers } from '../../db/schema/desk.ts'
import { memberships, users } from '../../db/schema/person.ts'
import { notify } from '../notifications/on-move.ts'
import type { Moved } from '../process/on-move.ts'
import { maySee } from '../readable.ts'
import type { Staff } from '../staff-only.ts'

/** Who watches, with the roles that say whether they still may. */
export interface Watcher {
  readonly actor: Staff
  readonly extent: WatchExtent
}

/** Those who still belong to the organization, by name; whether they may still look at the process is for the caller to see. */
export async function watchersOf(tx: Tx, tenantId: string, processId: string): Promise<Watcher[]> {
  const rows = await tx
    .select({ id: users.id, name: users.name, roles: memberships.roles, extent: watchers.extent })
    .from(watchers)
    .innerJoin(memberships, and(eq(memberships.tenantId, watchers.tenantId), eq(memberships.userId, watchers.userId)))
    .innerJoin(users, eq(users.id, watchers.userId))
    .where(and(eq(watchers.tenantId, tenantId), eq(watchers.processId, processId), isNull(users.disabledAt)))
    .orderBy(asc(users.name), asc(users.id))
  return rows.map(({ extent, ...person }) => ({ actor: { kind: 'staff', ...person }, extent }))
}

/** Tells those who watch, and may still look, that the process went on or ended; of changes within a state nobody is told. */
export function tellWatchers(moved: Moved, definition: ProcessDefinition, watching: readonly Watcher[]): void {
  const { before, after, number, title } = moved
  if (before === null || before.state === after.state) return
  const state = stateOf(definition, after.state)
  const row = { kind: definition.kind, data: after.data, assigneeId: after.assigneeId }
  const told = watching.filter(({ actor, extent }) => (extent === 'all' || state.final === true) && maySee(actor, row))
  const { ru, en } = state.label
  const text = { ru: `${number}: теперь «${ru}». ${title}`, en: `${number} is “${en}” now. ${title}` }
  notify(
    moved,
    told.map(({ actor }) => actor.id),
    'watch',
    text,
    `${moved.processId}:${after.seq}`,
  )
}

import { and, arrayOverlaps, eq } from 'drizzle-orm'
import { stateOf } from '../../domain/decide.ts'
import type { Label } from '../../domain/label.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Role } from '../../domain/roles.ts'
import type { PlanItem } from '../../domain/snapshot.ts'
import { lowered } from '../../domain/text/lowered.ts'
import { newId } from '../../db/id.ts'
import { writeLast } from '../../db/transaction.ts'
import { notifications } from '../../db/schema/message.ts'
import { memberships } from '../../db/schema/person.ts'
import { publishPerson } from '../live/publish.ts'
import { writeStaffLetters } from '../messages/staff-letters.ts'
import type { Moved } from '../process/on-move.ts'

type Kind = (typeof notifications.$inferInsert)['kind']

/** Tells people in the console, once per key; nobody is told of what they did themselves. */
export function notify(moved: Moved, userIds: readonly string[], kind: Kind, text: Label, key: string): void {
  const others = [...new Set(userIds)].filter((userId) => userId !== moved.actor.id)
  if (others.length === 0) return
  const told = moved.tx
    .insert(notifications)
    .values(
      others.map((userId) => ({
        id: newId(),
        tenantId: moved.tenantId,
        userId,
        processId: moved.processId,
        kind,
        text,
        key,
        at: moved.at,
      })),
    )
    .onConflictDoNothing()
  writeLast(moved.tx, told)
  for (const userId of others) publishPerson(moved.tx, moved.tenantId, userId)
}

async function peopleOf(moved: Moved, roles: Role[]): Promise<string[]> {
  const rows = await moved.tx
    .select({ userId: memberships.userId })
    .from(memberships)
    .where(and(eq(memberships.tenantId, moved.tenantId), arrayOverlaps(memberships.roles, roles)))
  return rows.map((row) => row.userId)
}

async function notifyOfPlan(moved: Moved, definition: ProcessDefinition, item: PlanItem): Promise<number> {
  if (item.kind === 'remind' && item.say) {
    const assigned = moved.after.assigneeId === null ? [] : [moved.after.assigneeId]
    const text = { ru: `${moved.number}: ${item.say.ru}. ${moved.title}`, en: `${moved.number}: ${item.say.en}. ${moved.title}` }
    notify(moved, assigned, 'reminder', text, `${moved.processId}:${item.key}`)
  }
  if (item.kind !== 'deadline') return 0
  const deadline = definition.deadlines[item.deadline]
  if (!deadline) return 0
  // With its instant: a deadline that was moved is told of again.
  const key = `${moved.processId}:${item.key}:${item.at}`
  const assignee = moved.after.assigneeId === null ? [] : [moved.after.assigneeId]
  if (item.share < 100) {
    const text = {
      ru: `${moved.number}: прошло ${item.share} % срока «${deadline.label.ru}». ${moved.title}`,
      en: `${moved.number}: ${item.share} % of “${deadline.label.en}” has passed. ${moved.title}`,
    }
    notify(moved, assignee, 'reminder', text, key)
    return item.share === 80 ? writeStaffLetters(moved, definition, 'staff.reminder', assignee, deadline.label) : 0
  }
  const managers = await peopleOf(moved, ['manager'])
  const text = {
    ru: `${moved.number}: срок «${deadline.label.ru}» прошёл. ${moved.title}`,
    en: `${moved.number}: “${deadline.label.en}” is overdue. ${moved.title}`,
  }
  notify(moved, [...assignee, ...managers], 'escalation', text, key)
  return writeStaffLetters(moved, definition, 'staff.escalation', managers, deadline.label)
}

const answered: Label = { ru: 'Заявитель ответил', en: 'The requester answered' }

/**
 * Tells the people a record concerns: a new assignee, the assignee whose requester did something, managers of a breach.
 * Answers how many letters it wrote to them.
 */
export async function notifyOfMove(moved: Moved, definition: ProcessDefinition, item: PlanItem | null): Promise<number> {
  const letters = item ? await notifyOfPlan(moved, definition, item) : 0
  const { assigneeId } = moved.after
  if (assigneeId === null) return letters
  const key = `${moved.processId}:${moved.after.seq}`
  if (moved.before?.assigneeId !== assigneeId) {
    const text = { ru: `${moved.number}: назначено вам. ${moved.title}`, en: `${moved.number} is assigned to you. ${moved.title}` }
    notify(moved, [assigneeId], 'assigned', text, key)
    return letters + (await writeStaffLetters(moved, definition, 'staff.assigned', [assigneeId]))
  }
  if (moved.actor.kind === 'link') {
    const { number, title, before, name } = moved
    const done = before === null ? undefined : stateOf(definition, before.state).actions?.[name]?.done
    const { ru, en } = done ?? answered
    const text = { ru: `${number}: ${lowered(ru)}. ${title}`, en: `${number}: ${lowered(en)}. ${title}` }
    notify(moved, [assigneeId], 'answer', text, key)
  }
  return letters
}

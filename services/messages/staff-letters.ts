import { and, eq, inArray, isNull } from 'drizzle-orm'
import { nearestDue } from '../../domain/deadlines.ts'
import { stateOf } from '../../domain/decide.ts'
import type { Label } from '../../domain/label.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import { memberships, users } from '../../db/schema/person.ts'
import type { Moved } from '../process/on-move.ts'
import { writeMessage } from './write-deliveries.ts'

type StaffLetter = 'staff.assigned' | 'staff.reminder' | 'staff.escalation'

function priorityOf(definition: ProcessDefinition, moved: Moved): Label | undefined {
  const field = definition.data['priority']
  return field?.type === 'choice' ? field.options.find((option) => option.value === moved.after.data['priority'])?.label : undefined
}

/**
 * Writes a letter to people of the organization about their process; nobody is written to about what they did themselves.
 * Answers how many.
 */
export async function writeStaffLetters(
  moved: Moved,
  definition: ProcessDefinition,
  letter: StaffLetter,
  userIds: readonly string[],
  deadline?: Label,
): Promise<number> {
  const wanted = [...new Set(userIds)].filter((userId) => userId !== moved.actor.id)
  if (wanted.length === 0) return 0
  const { assigneeId } = moved.after
  const people = await moved.tx
    .select({ id: users.id, name: users.name, email: users.email, lang: users.lang, zone: memberships.zone })
    .from(users)
    .leftJoin(memberships, and(eq(memberships.tenantId, moved.tenantId), eq(memberships.userId, users.id)))
    .where(and(inArray(users.id, assigneeId === null ? wanted : [...wanted, assigneeId]), isNull(users.disabledAt)))
  const assignee = people.find((person) => person.id === assigneeId)
  const receivers = people.filter((one) => wanted.includes(one.id))
  for (const person of receivers) {
    const { lang } = person
    const vars = {
      number: moved.number,
      subject: moved.title,
      kind: definition.label[lang],
      state: stateOf(definition, moved.after.state).label[lang],
      recipientName: person.name,
      priority: priorityOf(definition, moved)?.[lang] ?? null,
      dueAt: nearestDue(moved.after.clocks),
      assigneeName: assignee?.name ?? null,
      byName: moved.actor.kind === 'staff' ? moved.actor.name : null,
      comment: moved.reason ?? null,
      deadline: deadline?.[lang] ?? null,
    }
    const to = { reach: { email: person.email, phone: '' }, name: person.name, lang, vars, fileIds: [], inReplyTo: null }
    writeMessage(moved, letter, person.zone === null ? to : { ...to, zone: person.zone }, person.id)
  }
  return receivers.length
}

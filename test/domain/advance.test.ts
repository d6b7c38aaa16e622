import { expect, test } from 'vitest'
import type { Actor } from '../../domain/actor.ts'
import { advance, beginSnapshot, fire } from '../../domain/advance.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { decide } from '../../domain/decide.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'

const rules = { calendar: russianCalendar, policies: {} }
const hourMs = 3_600_000
const mondayAt = Date.UTC(2026, 1, 2, 8)
const support: Actor = { kind: 'staff', id: 'anna', name: 'Анна', roles: ['support1'] }
const manager: Actor = { kind: 'staff', id: 'mira', name: 'Мира', roles: ['manager'] }
const requester: Actor = { kind: 'link', id: 'oleg', name: 'Олег', party: 'requester' }

const begin = (): Snapshot => beginSnapshot(ticket, rules, ticket.begin({ subject: 'Касса', requesterEmail: 'o@alfa.example' }), mondayAt)
function act(before: Snapshot, actor: Actor, action: string, form: object, at: number): Snapshot {
  const decision = decide(ticket, before, { action, form, actor, reason: 'так нужно' }, at)
  if (!decision.ok) throw new Error(decision.refusal.reason)
  return advance(ticket, rules, before, decision.change, at)
}
/** Lets happen what is planned up to an instant. */
function until(snapshot: Snapshot, at: number): Snapshot {
  const [item] = snapshot.plan
  return item && item.at <= at ? until(fire(ticket, rules, snapshot, item, item.at), at) : snapshot
}
const firedOf = (snapshot: Snapshot, deadline: string): readonly string[] =>
  snapshot.fired.filter((key) => key.startsWith(`deadline:${deadline}:`))

test('a deadline moved to a later date reminds and escalates anew', () => {
  const lateAt = mondayAt + 26 * hourMs
  const late = until(begin(), lateAt)
  expect(firedOf(late, 'firstAnswer')).toHaveLength(3)
  const other = firedOf(late, 'solution')
  const dueAt = lateAt + 40 * hourMs
  const moved = act(late, manager, 'setDue', { deadline: 'firstAnswer', dueAt: new Date(dueAt).toISOString() }, lateAt)
  expect(firedOf(moved, 'solution')).toEqual(other)
  // Half of the longer way is still to come, as is all that follows it.
  expect(moved.plan.flatMap((item) => (item.kind === 'deadline' && item.deadline === 'firstAnswer' ? [item.share] : []))).toEqual([
    50, 80, 100,
  ])
  expect(firedOf(until(moved, dueAt), 'firstAnswer')).toHaveLength(3)
})

test('what happened in a state that is left is not carried along for ever', () => {
  const asked = act(act(begin(), support, 'take', {}, mondayAt), support, 'ask', { comment: 'Какая модель?' }, mondayAt)
  const reminded = until(asked, mondayAt + 4 * 24 * hourMs)
  expect(reminded.fired.filter((key) => key.startsWith('after:'))).toHaveLength(1)
  const answered = act(reminded, requester, 'answer', { comment: 'Атол' }, mondayAt + 5 * 24 * hourMs)
  expect(answered.fired.filter((key) => key.startsWith('after:'))).toEqual([])
})

test('a ticket does not close by itself over words that nobody has looked at', () => {
  const solved = act(act(begin(), support, 'take', {}, mondayAt), support, 'solve', { comment: 'Заменили ленту' }, mondayAt)
  expect(solved.plan.map((item) => item.kind)).toEqual(['move'])
  const written = act(solved, requester, 'write', { comment: 'Опять не печатает' }, mondayAt + hourMs)
  expect(written.plan).toEqual([])
  expect(act(written, support, 'keep', {}, mondayAt + 2 * hourMs).plan).toEqual(solved.plan)
})

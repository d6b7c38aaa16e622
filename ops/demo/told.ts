import type { Actor } from '../../domain/actor.ts'
import type { Desk } from './desk.ts'
import { hourMs, minuteMs, staffAfter } from './hours.ts'
import type { Requester } from './requesters.ts'
import type { Slots } from './slots.ts'
import type { Topic } from './topic.ts'

export type Channel = 'mail' | 'console' | 'form' | 'phone'

/** How a ticket goes; `stop` leaves it standing there, for somebody to go on with. */
export interface Plan {
  readonly startAt: number
  readonly topic: Topic
  readonly requester: Requester
  readonly channel: Channel
  readonly course: 'usual' | 'silent' | 'spam' | 'elsewhere' | 'withdrawn'
  readonly late?: 'answer' | 'solution'
  readonly asks?: boolean
  readonly stop?: 'registered' | 'line2' | 'line3' | 'inProgress' | 'clarification' | 'written'
  /** Line 1 has handed it on, although it stops. */
  readonly upwards?: true
  /** The same person writes once more about the same. */
  readonly repeats?: boolean
}

/** A ticket that is being told about. */
export interface Told {
  readonly desk: Desk
  readonly plan: Plan
  readonly id: string
  readonly number: string
  readonly requester: Actor
  readonly slots: Slots
}

const dueAt = (told: Told, deadline: 'firstAnswer' | 'solution'): number =>
  told.desk.snapshot(told.id).clocks[deadline]?.dueAt ?? Number.POSITIVE_INFINITY

/** Staff get to it in working time; what is to be on time is, if need be by whoever is on call. */
export async function work(told: Told, delayMs: number, deadline: 'firstAnswer' | 'solution'): Promise<void> {
  const { desk, plan } = told
  const { agenda, calendar, random } = desk
  const usual = staffAfter(calendar, agenda.now(), delayMs)
  const limit = dueAt(told, deadline)
  const late = plan.late === (deadline === 'firstAnswer' ? 'answer' : 'solution')
  if (late) await agenda.until(Math.max(usual, staffAfter(calendar, limit, random.between(1, 7) * hourMs)))
  else await agenda.until(Math.min(usual, Math.max(agenda.now() + minuteMs, limit - random.between(4, 25) * minuteMs)))
}

import type { Actor } from '../../domain/actor.ts'
import { commonActions } from '../../domain/common-actions.ts'
import type { Policies } from '../../domain/policies.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { StateDef } from '../../domain/process.ts'
import { visit } from '../../domain/visit.ts'
import type { ActUpdate } from '../../workflows/contracts.ts'
import { people } from './people.ts'
import type { RandomSource } from './random-source.ts'
import type { Walker } from './walk.ts'

const minuteMs = 60_000
const hourMs = 60 * minuteMs

const staffId = (last: number): string => `00000000-0000-7000-8000-0000000001${String(last).padStart(2, '0')}`
const staff = (last: number, name: string, ...roles: Extract<Actor, { kind: 'staff' }>['roles']) =>
  ({ kind: 'staff', id: staffId(last), name, roles }) as const

/** Who has to do with visits; `rep` is whose the visit is at first. */
export const visitors = {
  rep: staff(1, 'Ирина Своя', 'rep'),
  otherRep: staff(2, 'Кирилл Другой', 'rep'),
  analyst: staff(3, 'Лидия Аналитик', 'analyst'),
  trainer: staff(4, 'Михаил Тренер', 'trainer'),
  manager: people.manager,
  admin: people.admin,
  line1: people.line1,
  tester: people.tester,
  contact: people.contact,
  requester: people.requester,
  program: people.program,
  machine: people.machine,
} as const satisfies { readonly [name: string]: Actor }

/** A booking that starts at `startsAt`, epoch milliseconds. */
export const booking = (startsAt: number, mode: 'remote' | 'inPerson' = 'remote') => ({
  repId: visitors.rep.id,
  contactName: 'Пётр Алексеев',
  contactOrganization: 'Аптека № 5',
  contactEmail: 'alekseev@apteka.example',
  language: 'ru',
  mode,
  startsAt: new Date(startsAt).toISOString(),
  durationMinutes: 45,
  product1: 'Витамин Д',
  goals: 'Показать исследование, договориться о пробном заказе',
})

const states: Readonly<Record<string, StateDef>> = visit.states
const anyActions = [...new Set(Object.values(states).flatMap((state) => Object.keys(state.actions ?? {}))), ...Object.keys(commonActions)]
const [someone, ...others] = Object.values<Actor>(visitors)

function goodForm(random: RandomSource, action: string, now: number): { readonly [name: string]: unknown } {
  const soon = (most: number): string => new Date(now + (random.below(most) - 2) * hourMs + random.below(60) * minuteMs).toISOString()
  switch (action) {
    case 'reschedule':
      return { startsAt: soon(80), comment: 'Контакт занят', ...(random.chance(0.5) ? { durationMinutes: 5 + random.below(100) } : {}) }
    case 'askOtherTime':
      return random.chance(0.5) ? { startsAt: soon(80) } : { comment: 'Лучше утром' }
    case 'start':
      return random.chance(0.5) ? { place: '55.75, 37.61' } : {}
    case 'noShow':
      return random.chance(0.5) ? { nextAt: soon(200) } : {}
    case 'report':
      return {
        goalsReached: random.pick(['yes', 'partly', 'no']),
        reaction1: random.below(5) - 2,
        ...(random.chance(0.5) ? { notes: 'Просит образцы' } : {}),
        ...(random.chance(0.3) ? { nextStep: 'Привезти образцы', nextAt: soon(400) } : {}),
      }
    case 'sendBack':
      return { comment: 'Нет реакции на второй продукт' }
    case 'feedback':
      return { rating: 1 + random.below(5), ...(random.chance(0.5) ? { comment: 'Было полезно' } : {}) }
    case 'assign':
      return { assigneeId: random.pick([visitors.rep.id, visitors.rep.id, visitors.otherRep.id]) }
    case 'setDue':
      return { deadline: random.pick(['report', 'other']), dueAt: soon(80) }
    default:
      return {}
  }
}

function spoiled(random: RandomSource, form: { readonly [name: string]: unknown }): unknown {
  return random.pick<() => unknown>([
    () => ({ ...form, surprise: 1 }),
    () => ({ ...form, startsAt: 'tomorrow', reaction1: 3, goalsReached: 'maybe', rating: 0 }),
    () => ({}),
    () => [form],
    () => 'form',
  ])()
}

function likelyActor(random: RandomSource, snapshot: Snapshot, action: string): Actor {
  if (action === 'recompute' || action === 'sync') return people.machine
  if (['decline', 'join', 'feedback', 'askOtherTime'].includes(action)) return visitors.contact
  if (['accept', 'sendBack', 'setDue', 'assign'].includes(action)) return visitors.manager
  if (random.chance(0.15)) return random.pick([visitors.analyst, visitors.trainer])
  return snapshot.assigneeId === visitors.otherRep.id ? visitors.otherRep : visitors.rep
}

function request(random: RandomSource, snapshot: Snapshot, now: number, requestId: string): ActUpdate {
  const here = Object.keys(states[snapshot.state]?.actions ?? {})
  const [firstAny = 'confirm', ...otherAny] = random.chance(0.02) ? ['fly', 'toString', ''] : anyActions
  const [firstHere = firstAny, ...otherHere] = here
  const chosen = random.chance(0.7) ? random.pick([firstHere, ...otherHere]) : random.pick([firstAny, ...otherAny])
  // What ends the visit at once is rare, so that walks get somewhere.
  const action = ['cancel', 'decline', 'noShow'].includes(chosen) && random.chance(0.7) ? firstHere : chosen
  const form = goodForm(random, action, now)
  return {
    action,
    form: random.chance(0.08) ? spoiled(random, form) : form,
    ...(random.chance(0.85) ? { reason: 'так нужно' } : {}),
    actor: random.chance(0.75) ? likelyActor(random, snapshot, action) : random.pick([someone ?? visitors.rep, ...others]),
    ...(random.chance(0.5) ? { seen: random.chance(0.85) ? snapshot.seq : random.below(snapshot.seq + 3) } : {}),
    requestId,
    inputHash: '',
  }
}

const keeping = ['confirm', 'reschedule', 'cancel', 'assign', 'retry', 'skip']
const own = ['confirm', 'reschedule', 'cancel', 'start', 'noShow', 'finish', 'report', 'retry']
const anyVisit: { readonly [id: string]: readonly string[] | undefined } = {
  [visitors.manager.id]: ['reschedule', 'cancel', 'accept', 'sendBack', 'assign', 'setDue', 'retry', 'skip'],
  [visitors.contact.id]: ['confirm', 'decline', 'join', 'feedback', 'askOtherTime'],
  [visitors.machine.id]: ['recompute', 'sync'],
  [visitors.admin.id]: [...keeping, ...own, 'accept', 'sendBack', 'setDue'],
}

/** Said apart from the definition: the limited control of a representative, and of who keeps remote visits. */
export function mayDo(actor: Actor, action: string, visited: { readonly assigneeId: string | null; readonly mode: unknown }): boolean {
  if (actor.id === visitors.rep.id || actor.id === visitors.otherRep.id) return visited.assigneeId === actor.id && own.includes(action)
  if (actor.id === visitors.analyst.id || actor.id === visitors.trainer.id) return visited.mode === 'remote' && keeping.includes(action)
  return anyVisit[actor.id]?.includes(action) ?? false
}

export const visitWalker: Walker = {
  definition: visit,
  policies(random): Policies {
    if (random.chance(0.5)) return {}
    const clock = random.pick(['elapsed', 'business-days', 'business-hours'] as const)
    const span = (most: number) => ({ amount: 1 + random.below(most), unit: 'minutes', clock }) as const
    return {
      'visit.remindDay': span(3_000),
      'visit.remindHour': span(300),
      'visit.checkIn': span(120),
      'visit.linkOpens': span(120),
      'visit.noShow': span(60),
      'visit.overdue': span(200),
      'visit.report': span(3_000),
      'visit.autoAccept': span(10_000),
    }
  },
  first(random, startAt) {
    const startsAt = startAt + random.pick([1, 10, 90]) * hourMs + random.below(60) * minuteMs
    const form = booking(startsAt, random.pick(['remote', 'remote', 'inPerson']))
    return { data: visit.begin(form), assigneeId: form.repId }
  },
  request,
  isRight: ({ actor, action }, before) => mayDo(actor, action, { assigneeId: before.assigneeId, mode: before.data['mode'] }),
}

import type { Actor } from '../../domain/actor.ts'
import { commonActions } from '../../domain/common-actions.ts'
import type { Policies } from '../../domain/policies.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'
import type { ActUpdate } from '../../workflows/contracts.ts'
import { people, ticketData } from './people.ts'
import type { RandomSource } from './random-source.ts'
import type { Walker } from './walk.ts'

const actors: readonly [Actor, ...Actor[]] = [
  people.line1,
  people.line1,
  people.line2,
  people.line3,
  people.manager,
  people.admin,
  people.tester,
  people.requester,
  people.requester,
  people.contact,
  people.program,
  people.machine,
]
const texts = ['Проверили, теперь работает', ' ', '', 'a'.repeat(20_001), 'Строка\nещё строка\u0000', '😀\ud800'] as const
const fileId = '11111111-1111-7111-8111-111111111111'

function goodForm(random: RandomSource, action: string, now: number): { readonly [name: string]: unknown } {
  const comment = 'Коротко о сделанном'
  switch (action) {
    case 'route':
      return { line: random.pick(['support1', 'support2', 'support3']) }
    case 'escalate':
      return { line: random.pick(['support2', 'support3']), comment }
    case 'reject':
      return { why: random.pick(['spam', 'duplicate', 'other']), ...(random.chance(0.5) ? { duplicateOf: 'О-2026-000001' } : {}) }
    case 'ask':
    case 'solve':
    case 'answer':
    case 'reopen':
    case 'write':
      return { comment, ...(random.chance(0.3) ? { files: [fileId] } : {}) }
    case 'rate':
      return { rating: 1 + random.below(5), ...(random.chance(0.5) ? { comment } : {}) }
    case 'assign':
      return random.chance(0.7) ? { assigneeId: random.pick([people.line1.id, people.line2.id]) } : {}
    case 'setPriority':
      return { priority: random.pick(['low', 'normal', 'high', 'critical']) }
    case 'setDue': {
      const dueAt = now + (random.below(20) - 4) * 43_200_000
      return { deadline: random.pick(['firstAnswer', 'solution', 'solution', 'other']), dueAt: new Date(dueAt).toISOString() }
    }
    default:
      return {}
  }
}

function spoiled(random: RandomSource, form: { readonly [name: string]: unknown }): unknown {
  return random.pick<() => unknown>([
    () => ({ ...form, surprise: 1 }),
    () => ({ ...form, comment: random.pick(texts) }),
    () => ({ ...form, line: 'support9', rating: 6, priority: 'urgent', dueAt: 'soon' }),
    () => [form],
    () => 'form',
    () => null,
    () => undefined,
  ])()
}

const stateActions: { readonly [state: string]: object | undefined } = Object.fromEntries(
  Object.entries(ticket.states).map(([name, state]) => [name, 'actions' in state ? state.actions : {}]),
)
const anyActions = [...new Set(Object.values(stateActions).flatMap((actions) => Object.keys(actions ?? {}))), ...Object.keys(commonActions)]

function likelyActor(random: RandomSource, snapshot: Snapshot, action: string): Actor {
  if (action === 'recompute' || action === 'sync') return people.machine
  if (action === 'setDue') return people.manager
  if (action === 'rate' || action === 'write' || (action === 'answer' && random.chance(0.7))) return people.requester
  const byLine: { readonly [line: string]: Actor | undefined } = { support2: people.line2, support3: people.line3 }
  return byLine[String(snapshot.data['line'])] ?? people.line1
}

/** A request somebody might send: half of them sensible for where the ticket stands, half anything at all. */
export function randomRequest(random: RandomSource, snapshot: Snapshot, now: number, requestId: string): ActUpdate {
  const here = Object.keys(stateActions[snapshot.state] ?? {})
  const [firstAny = 'take', ...otherAny] = random.chance(0.02) ? ['fly', 'toString', '__proto__', ''] : anyActions
  const [firstHere = firstAny, ...otherHere] = here
  const action = random.chance(0.65) ? random.pick([firstHere, ...otherHere]) : random.pick([firstAny, ...otherAny])
  // What ends the ticket at once is rare, so that walks get somewhere.
  const rareCancel = (action === 'cancel' || action === 'reject') && random.chance(0.7) ? 'setPriority' : action
  const form = goodForm(random, rareCancel, now)
  return {
    action: rareCancel,
    form: random.chance(0.12) ? spoiled(random, form) : form,
    ...(random.chance(0.85) ? { reason: 'так нужно' } : {}),
    actor: random.chance(0.7) ? likelyActor(random, snapshot, rareCancel) : random.pick(actors),
    ...(random.chance(0.6) ? { seen: random.chance(0.85) ? snapshot.seq : random.below(snapshot.seq + 3) } : {}),
    requestId,
    inputHash: '',
  }
}

const mayDo: { readonly [id: string]: readonly string[] | undefined } = {
  [people.requester.id]: ['answer', 'reopen', 'rate', 'write'],
  [people.contact.id]: [],
  [people.program.id]: [],
  [people.machine.id]: ['recompute', 'sync'],
  [people.tester.id]: ['assign', 'retry'],
  [people.manager.id]: ['route', 'cancel', 'assign', 'setPriority', 'setDue', 'retry', 'skip'],
}

/** Said apart from the definition: what people who are not support may ever do, whatever was assigned to them. */
const isRight = ({ actor, action }: ActUpdate): boolean => mayDo[actor.id]?.includes(action) ?? true

/** Half of the walks by the default policies, half by an organization's own on the plain clock, of any length. */
export function anyPolicies(random: RandomSource): Policies {
  if (random.chance(0.5)) return {}
  const hours = (most: number) => ({ amount: 1 + random.below(most), unit: 'hours', clock: 'elapsed' }) as const
  return {
    'sla.firstAnswer': hours(48),
    'sla.solution': hours(300),
    'sla.solution/problem': hours(20),
    'ticket.remindRequester': hours(100),
    'ticket.noAnswer': hours(200),
    'ticket.autoClose': hours(200),
  }
}

export const ticketWalker: Walker = {
  definition: ticket,
  policies: anyPolicies,
  first: (random) => ({ data: ticketData(random.pick(['incident', 'problem', 'serviceRequest', 'developmentRequest'])) }),
  request: randomRequest,
  isRight,
}

import { describe, expect, it } from 'vitest'
import { advance, beginSnapshot, fire } from '../../domain/advance.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { decide, stateOf, waitingParty } from '../../domain/decide.ts'
import type { Lang } from '../../domain/label.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'
import { whyLine } from '../../domain/why.ts'
import type { WhyEvent, WhyInput, WhyLine } from '../../domain/why.ts'

const rules = { calendar: russianCalendar, policies: {} }
/** Moscow wall time in November 2026; Friday is the 20th. */
const moscow = (day: number, time: string): number =>
  Date.parse(`2026-11-${String(day).padStart(2, '0')}T${time.padStart(5, '0')}:00+03:00`)
const anna = { kind: 'staff', id: '018f0000-0000-7000-8000-000000000001', name: 'Анна Смирнова', roles: ['support1'] } as const
const oleg = { kind: 'link', id: 'l', name: 'Олег Петров', party: 'requester' } as const

/** A ticket walked by the real rules, remembering what a page would know of it. */
class Walk {
  snapshot: Snapshot
  last: WhyEvent | null = null
  reminders: { seq: number; at: number }[] = []
  waitsSince: number
  endedAt: number | null = null
  trouble: WhyInput['row']['trouble'] = null

  constructor(at: number, requestType = 'incident') {
    this.waitsSince = at
    const form = { subject: 'Отчёт пустой', description: '…', requestType, requesterEmail: 'o@p.example' }
    this.snapshot = beginSnapshot(ticket, rules, ticket.begin(form), at)
  }

  #turn(after: Snapshot, at: number): void {
    const before = this.snapshot
    const ball = (one: Snapshot) => waitingParty(ticket, one.state, one.data)
    if (before.enteredSeq !== after.enteredSeq || ball(before) !== ball(after)) this.waitsSince = at
    if (before.enteredSeq !== after.enteredSeq) this.reminders = []
    if (stateOf(ticket, after.state).final) this.endedAt = at
    this.snapshot = after
  }

  act(action: string, form: object, actor: typeof anna | typeof oleg, at: number): this {
    const decision = decide(ticket, this.snapshot, { action, form, actor, reason: 'по просьбе' }, 0)
    if (!decision.ok) throw new Error(`${action}: ${decision.refusal.reason}`)
    const after = advance(ticket, rules, this.snapshot, decision.change, at)
    if (decision.change.kind === 'move') this.last = { seq: after.seq, name: action, at, actorName: actor.name, because: null }
    this.#turn(after, at)
    return this
  }

  /** Lets everything planned up to an instant happen by itself. */
  wait(untilAt: number): this {
    for (let item = this.snapshot.plan[0]; item && item.at <= untilAt; item = this.snapshot.plan[0]) {
      const after = fire(ticket, rules, this.snapshot, item, item.at)
      if (item.kind === 'remind') this.reminders.push({ seq: after.seq, at: item.at })
      if (item.kind === 'move') this.last = { seq: after.seq, name: item.key, at: item.at, actorName: '', because: item.reason }
      this.#turn(after, item.at)
    }
    return this
  }

  why(now: number, lang: Lang = 'ru', readerId?: string): WhyLine {
    const { state, data, assigneeId } = this.snapshot
    const waitsFor = this.endedAt === null ? waitingParty(ticket, state, data) : null
    return whyLine({
      definition: ticket,
      row: { ...this.snapshot, waitsFor, waitsSince: this.waitsSince, endedAt: this.endedAt, trouble: this.trouble },
      events: { last: this.last, reminders: this.reminders },
      now,
      calendar: russianCalendar,
      assigneeName: assigneeId === null ? null : anna.name,
      lang,
      ...(readerId === undefined ? {} : { readerId }),
    })
  }
}

const plain = (text: string): string => text.replaceAll('\u00a0', ' ')
const take = (walk: Walk, at: number) => walk.act('take', {}, anna, at)
const ask = (walk: Walk, at: number) => walk.act('ask', { comment: 'Какой фильтр выбран?' }, anna, at)
const solve = (walk: Walk, at: number) => walk.act('solve', { comment: 'Исправлено' }, anna, at)

const asked = () => ask(take(new Walk(moscow(18, '10:00')), moscow(18, '10:30')), moscow(18, '16:20'))
const broken = () => {
  const walk = take(new Walk(moscow(20, '10:00')), moscow(20, '10:30'))
  walk.trouble = { effect: 'gate', error: 'шлюз не отвечает', nextTryAt: moscow(20, '12:10') }
  return walk
}

const situations: readonly (readonly [string, Walk, number])[] = [
  ['just registered', new Walk(moscow(20, '12:00')), moscow(20, '12:00')],
  ['nobody has taken it', new Walk(moscow(20, '9:05')), moscow(20, '12:45')],
  ['a problem with an hour to answer', new Walk(moscow(20, '12:00'), 'problem'), moscow(20, '12:10')],
  ['a problem overdue', new Walk(moscow(20, '11:05'), 'problem').wait(moscow(20, '12:45')), moscow(20, '12:45')],
  ['taken', take(new Walk(moscow(20, '10:00')), moscow(20, '10:30')), moscow(20, '12:00')],
  ['taken, most of the time gone', take(new Walk(moscow(19, '12:00')), moscow(19, '13:00')).wait(moscow(20, '9:00')), moscow(20, '9:00')],
  [
    'handed over from another line',
    new Walk(moscow(19, '10:00')).act('route', { line: 'support2' }, anna, moscow(20, '11:00')),
    moscow(20, '12:00'),
  ],
  ['asked', asked(), moscow(20, '12:00')],
  ['asked and reminded', asked().wait(moscow(24, '12:00')), moscow(24, '12:00')],
  ['answered', asked().act('answer', { comment: 'Все' }, oleg, moscow(20, '11:20')), moscow(20, '12:00')],
  ['closed for lack of an answer', asked().wait(moscow(28, '10:00')), moscow(28, '10:00')],
  ['solved', solve(take(new Walk(moscow(20, '9:00')), moscow(20, '9:30')), moscow(20, '11:00')), moscow(20, '12:00')],
  [
    'written to after the solution',
    solve(take(new Walk(moscow(19, '9:00')), moscow(19, '9:30')), moscow(19, '11:00')).act(
      'write',
      { comment: 'Спасибо' },
      oleg,
      moscow(20, '11:45'),
    ),
    moscow(20, '12:00'),
  ],
  [
    'reopened',
    solve(take(new Walk(moscow(19, '9:00')), moscow(19, '9:30')), moscow(19, '11:00')).act(
      'reopen',
      { comment: 'Снова' },
      oleg,
      moscow(20, '11:00'),
    ),
    moscow(20, '12:00'),
  ],
  [
    'closed by time',
    solve(take(new Walk(moscow(9, '9:00')), moscow(9, '9:30')), moscow(9, '11:00')).wait(moscow(20, '9:00')),
    moscow(20, '9:00'),
  ],
  ['rejected', new Walk(moscow(20, '9:00')).act('reject', { why: 'spam' }, anna, moscow(20, '9:20')), moscow(21, '9:00')],
  ['in trouble', broken(), moscow(20, '12:00')],
]

describe('the why-line', () => {
  for (const lang of ['ru', 'en'] as const)
    it(`reads well in ${lang}`, () => {
      const told = situations.map(([name, walk, now]) => {
        const { text, short, tone } = walk.why(now, lang)
        return `${name} [${tone}]\n  ${plain(text)}\n  ${plain(short)}`
      })
      expect(told.join('\n')).toMatchSnapshot()
    })

  it('says «вас» to whoever has it, and only to them', () => {
    const walk = take(new Walk(moscow(20, '10:00')), moscow(20, '10:30'))
    expect(plain(walk.why(moscow(20, '12:00'), 'ru', anna.id).short)).toMatch(/^Ждёт вас 1 ч 30 мин,/)
    expect(plain(walk.why(moscow(20, '12:00'), 'ru', 'other').short)).toMatch(/^Ждёт первую линию /)
  })

  it('points from a sentence to the record it tells of', () => {
    const { clauses } = asked().wait(moscow(24, '12:00')).why(moscow(24, '12:00'))
    expect(
      clauses.filter((clause) => clause.eventSeq !== undefined).map((clause) => [plain(clause.text).split(' ')[0], clause.eventSeq]),
    ).toEqual([
      ['Вопрос', 3],
      ['Напомнили', 4],
    ])
  })
})

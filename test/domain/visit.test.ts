import { describe, expect, test } from 'vitest'
import type { Actor } from '../../domain/actor.ts'
import { actsAs } from '../../domain/actor.ts'
import { advance, beginSnapshot, fire } from '../../domain/advance.ts'
import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { commonActions } from '../../domain/common-actions.ts'
import { decide, waitingParty } from '../../domain/decide.ts'
import { checkForm } from '../../domain/form.ts'
import { withinLimits } from '../../domain/limits.ts'
import { offersFor } from '../../domain/offers.ts'
import { planLine } from '../../domain/plan-words.ts'
import type { Policies } from '../../domain/policies.ts'
import type { StateDef } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { Role } from '../../domain/roles.ts'
import { startFormOf } from '../../domain/start-form.ts'
import { nextVisit } from '../../domain/next-visit.ts'
import { visit } from '../../domain/visit.ts'
import { asksOtherTime, wordsOfWish } from '../../domain/visit-wish.ts'
import { booking, mayDo, visitors } from '../workflows/visit-walk.ts'
import { at } from './calendars.ts'

const hourMs = 3_600_000
const startsAt = at('2026-11-26T14:00')
const bookedAt = startsAt - 100 * hourMs
const { rep, otherRep, analyst, contact, manager } = visitors

const rules = (policies: Policies = {}) => ({ calendar: russianCalendar, policies })
const book = (startAt = startsAt, from = bookedAt, policies: Policies = {}): Snapshot =>
  beginSnapshot(visit, rules(policies), visit.begin(booking(startAt)), from, rep.id)
const asked = (before: Snapshot, actor: Actor, action: string, when: number, form: object = {}) =>
  decide(visit, before, { action, form, actor, reason: 'так нужно' }, when)
function act(before: Snapshot, actor: Actor, action: string, when: number, form: object = {}): Snapshot {
  const decision = asked(before, actor, action, when, form)
  if (!decision.ok) throw new Error(`${action}: ${decision.refusal.reason}`)
  return advance(visit, rules(), before, decision.change, when)
}
function until(snapshot: Snapshot, when: number): Snapshot {
  const [item] = snapshot.plan
  return item && item.at <= when ? until(fire(visit, rules(), snapshot, item, item.at), when) : snapshot
}
const planOf = ({ plan }: Snapshot) => plan.map((item) => [item.kind, (item.at - startsAt) / hourMs])

const reportForm = { goalsReached: 'partly', reaction1: -2, notes: 'Ждёт образцы' }
const confirmed = act(book(), contact, 'confirm', bookedAt)
const running = act(confirmed, rep, 'start', startsAt)
const due = act(running, rep, 'finish', startsAt + hourMs)
const reviewed = act(due, rep, 'report', startsAt + 2 * hourMs, reportForm)
const standing: Readonly<Record<string, Snapshot>> = {
  planned: book(),
  confirmed,
  inProgress: running,
  reportDue: due,
  review: reviewed,
}

describe('a confirmed visit', () => {
  test('reminds a day and an hour before, and asks half an hour after its end', () => {
    expect(planOf(confirmed)).toEqual([
      ['remind', -24],
      ['remind', -1],
      ['remind', -1],
      ['remind', 1.25],
    ])
    const lines = confirmed.plan.map((item) =>
      planLine({ definition: visit, item, fired: [], now: bookedAt, zone: 'Europe/Moscow', lang: 'ru' }),
    )
    expect(lines.at(-1)).toMatch(/напомним представителю: «время визита прошло: отметьте, состоялся ли он»$/u)
  })

  test('booked two hours before starts without the reminder of the day before', () => {
    const late = act(book(startsAt, startsAt - 2 * hourMs), contact, 'confirm', startsAt - 2 * hourMs)
    expect(planOf(late).map(([, hours]) => hours)).toEqual([-1, -1, 1.25])
    // What is planned is no less due because something was recorded after its time.
    const edited = act(late, manager, 'assign', startsAt - hourMs / 2, { assigneeId: otherRep.id })
    expect(planOf(edited)).toEqual(planOf(late))
  })

  test('that is moved arms its reminders anew', () => {
    const reminded = until(confirmed, startsAt - 2 * hourMs)
    expect(reminded.fired).toHaveLength(1)
    const moved = act(reminded, rep, 'reschedule', startsAt - 2 * hourMs, {
      startsAt: new Date(startsAt + 48 * hourMs).toISOString(),
      comment: 'Контакт занят',
    })
    expect(moved.state).toBe('planned')
    expect(moved.data).toMatchObject({ moves: 1, durationMinutes: 45, endsAt: new Date(startsAt + 48.75 * hourMs).toISOString() })
    const again = act(moved, contact, 'confirm', startsAt - hourMs)
    expect(planOf(again).map(([, hours]) => hours)).toEqual([24, 47, 47, 49.25])
  })

  test('moved while it is planned plans by the new time', () => {
    const far = act(book(), analyst, 'reschedule', bookedAt, { startsAt: new Date(startsAt + 24 * hourMs).toISOString(), comment: 'x' })
    expect(far.enteredSeq).toBe(1)
    expect(planOf(far).map(([, hours]) => hours)).toEqual([0, 25.25])
    expect(far.plan.map(({ key }) => key)).not.toEqual(book().plan.map(({ key }) => key))
  })
})

describe('time', () => {
  test('opens the start half an hour before, the link a quarter before, a no-show a quarter after', () => {
    const minutes = Object.fromEntries(Object.entries(confirmed.opens ?? {}).map(([name, when]) => [name, (when - startsAt) / 60_000]))
    expect(minutes).toEqual({ start: -30, join: -15, noShow: 15 })
    const early = asked(confirmed, rep, 'start', startsAt - 30 * 60_000 - 1)
    expect(early).toEqual({ ok: false, refusal: { reason: 'TooEarly', problems: [], opensAt: startsAt - 30 * 60_000 } })
    expect(asked(confirmed, rep, 'start', startsAt - 30 * 60_000).ok).toBe(true)
    const [offer] = offersFor(visit, confirmed, rep, startsAt - hourMs).filter(({ action }) => action === 'start')
    expect(offer).toMatchObject({ allowed: false, why: 'early', opensAt: startsAt - 30 * 60_000 })
  })

  test('opens it by the organization’s own policy', () => {
    const own = { 'visit.checkIn': { amount: 2, unit: 'hours', clock: 'elapsed' } } as const
    const decision = asked(book(startsAt, bookedAt, own), contact, 'confirm', bookedAt)
    if (!decision.ok) throw new Error(decision.refusal.reason)
    expect(advance(visit, rules(own), book(startsAt, bookedAt, own), decision.change, bookedAt).opens).toMatchObject({
      start: startsAt - 2 * hourMs,
    })
  })

  test('finishes a visit that nobody finished, and the report is due from there', () => {
    const finished = until(running, startsAt + 2 * hourMs)
    expect(finished).toMatchObject({ state: 'reportDue', data: { finishedItself: true } })
    // From Thursday 15:15 there are 24 working hours to Tuesday 12:15.
    expect(finished.clocks['report']?.dueAt).toBe(at('2026-12-01T12:15'))
  })

  test('starts the report’s clock anew when it is returned, and closes what nobody reviews', () => {
    const back = act(reviewed, manager, 'sendBack', startsAt + 20 * hourMs, { comment: 'Не указана реакция' })
    expect(back.clocks['report']).toMatchObject({ startedAt: startsAt + 20 * hourMs, metAt: null, spentMs: 0 })
    const second = act(back, rep, 'report', startsAt + 21 * hourMs, { goalsReached: 'yes' })
    expect(second.data).toMatchObject({ goalsReached: 'yes' })
    expect(second.data).not.toHaveProperty('notes')
    expect(until(second, startsAt + 400 * hourMs)).toMatchObject({ state: 'closed', data: { acceptedItself: true } })
  })

  test('is not moved to where it has passed', () => {
    const form = { startsAt: new Date(startsAt - hourMs).toISOString(), comment: 'x' }
    expect(asked(confirmed, rep, 'reschedule', startsAt, form)).toMatchObject({ ok: false, refusal: { reason: 'BadForm' } })
  })
})

describe('a wish for another time', () => {
  const form = { startsAt: new Date(startsAt + 24 * hourMs).toISOString(), comment: 'Лучше в пятницу' }

  test('makes the visit wait for its representative, with the form of a move filled in, until it is moved', () => {
    const wished = act(book(), contact, 'askOtherTime', bookedAt, form)
    expect(wished).toMatchObject({ state: 'planned', enteredSeq: 1, data: { wish: form.comment, wishedAt: form.startsAt } })
    expect(wished.plan).toEqual(book().plan)
    expect([waitingParty(visit, 'planned', book().data), waitingParty(visit, 'planned', wished.data)]).toEqual(['contact', 'rep'])
    const suggested = visit.states.planned.actions.reschedule.suggest({ data: wished.data, spentMs: () => 0 })
    expect(suggested).toEqual({ startsAt: form.startsAt, comment: 'Перенесено по вашей просьбе' })
    const moved = act(wished, rep, 'reschedule', bookedAt, suggested)
    expect(asksOtherTime(moved.data)).toBe(false)
    expect(waitingParty(visit, moved.state, moved.data)).toBe('contact')
  })

  test('is answered by keeping the time too, where it was confirmed before', () => {
    expect(asked(confirmed, rep, 'confirm', bookedAt)).toMatchObject({ refusal: { reason: 'NotAllowedNow' } })
    const timed = act(confirmed, contact, 'askOtherTime', bookedAt, { startsAt: form.startsAt })
    expect([wordsOfWish(timed.data), asksOtherTime(timed.data)]).toEqual(['', true])
    const wished = act(confirmed, contact, 'askOtherTime', bookedAt, { comment: 'Лучше утром' })
    expect(wished).toMatchObject({ state: 'confirmed', enteredSeq: confirmed.enteredSeq, opens: confirmed.opens })
    expect(wordsOfWish(wished.data)).toBe('Лучше утром')
    for (const actor of [rep, contact]) expect(asksOtherTime(act(wished, actor, 'confirm', bookedAt).data)).toBe(false)
    expect(asksOtherTime(act(wished, rep, 'start', startsAt).data)).toBe(false)
    expect(asked(running, contact, 'askOtherTime', startsAt)).toMatchObject({ refusal: { reason: 'NotAllowedNow' } })
  })
})

describe('who may do what', () => {
  const actions = [
    ...new Set(Object.values<StateDef>(visit.states).flatMap((state) => Object.keys(state.actions ?? {}))),
    ...Object.keys(commonActions),
  ]
  const forms: { readonly [action: string]: object } = {
    reschedule: { startsAt: new Date(startsAt + 90 * hourMs).toISOString(), comment: 'x' },
    report: reportForm,
    sendBack: { comment: 'x' },
    feedback: { rating: 4 },
    assign: { assigneeId: otherRep.id },
    setPriority: { priority: 'high' },
    setDue: { deadline: 'report', dueAt: new Date(startsAt + 90 * hourMs).toISOString() },
  }
  const when = startsAt + hourMs
  const cells = Object.keys(standing).flatMap((state) =>
    Object.values<Actor>(visitors).flatMap((actor) =>
      (['remote', 'inPerson'] as const).flatMap((mode) => [rep.id, otherRep.id].map((assigneeId) => ({ state, actor, mode, assigneeId }))),
    ),
  )

  test(`in each of ${String(cells.length)} places`, () => {
    for (const { state, actor, mode, assigneeId } of cells) {
      const base = standing[state]
      if (!base) throw new Error(state)
      const snapshot: Snapshot = { ...base, assigneeId, data: { ...base.data, mode } }
      const offered = new Map(offersFor(visit, snapshot, actor, when, true).map((offer) => [offer.action, offer]))
      for (const action of actions) {
        const decision = asked(snapshot, actor, action, when, forms[action] ?? {})
        const cell = `${actor.name}: ${action} in ${state}, ${mode}, of ${assigneeId === rep.id ? 'Ирина' : 'Кирилл'}`
        const reason = decision.ok ? undefined : decision.refusal.reason
        // Where an action is not possible for anybody there is nothing to allow.
        if (reason === 'NotAllowedNow') expect(offered.get(action)?.allowed ?? false, cell).toBe(false)
        else expect(reason !== 'Forbidden', `${cell}: ${String(reason)}`).toBe(mayDo(actor, action, { assigneeId, mode }))
        const offer = offered.get(action)
        if (offer && reason !== 'NotAllowedNow') expect(offer.allowed, `offered to ${cell}`).toBe(decision.ok)
      }
    }
  })

  test('is nowhere when it is remote, whatever address its contact has', () => {
    const address = { address: 'Тверская, 1' }
    expect(visit.begin({ ...booking(startsAt), ...address })).not.toHaveProperty('address')
    expect(visit.begin({ ...booking(startsAt, 'inPerson'), ...address })).toMatchObject(address)
  })

  test('offers in its form what the roles may book, and says of the rest that it is closed', () => {
    const modes = (...held: Role[]) => {
      const { mode } = startFormOf(visit, held)
      return mode?.type === 'choice' ? [mode.options.map(({ value }) => value), mode.hint?.en] : []
    }
    expect(modes('analyst')).toEqual([['remote'], 'Your role may choose only “Remote”.'])
    for (const held of [['rep'], ['rep', 'analyst'], ['orgadmin']] as const)
      expect(modes(...held)).toEqual([['remote', 'inPerson'], undefined])
  })

  test('books: a representative for himself, an analyst remote visits of everybody, nobody else', () => {
    const mayBook = (actor: Actor, mode: 'remote' | 'inPerson'): boolean => {
      const first = { data: visit.begin(booking(startsAt, mode)), assigneeId: rep.id }
      return actsAs(actor, withinLimits(visit, visit.startBy, first, actor))
    }
    expect(
      [rep, otherRep, analyst, visitors.trainer, manager, visitors.admin].map((one) => [mayBook(one, 'remote'), mayBook(one, 'inPerson')]),
    ).toEqual([
      [true, true],
      [false, false],
      [true, false],
      [true, false],
      [false, false],
      [true, true],
    ])
  })
})

describe('the next visit', () => {
  test('is booked as this one was, by the next step of the report', () => {
    const nextAt = new Date(startsAt + 200 * hourMs).toISOString()
    const asksNext = act(due, rep, 'report', startsAt + 2 * hourMs, { ...reportForm, nextStep: 'Привезти образцы', nextAt })
    const form = nextVisit(asksNext, 'В-2026-000001')
    expect(form).toMatchObject({
      repId: rep.id,
      startsAt: nextAt,
      goals: 'Привезти образцы',
      follows: 'В-2026-000001',
      durationMinutes: 45,
    })
    expect(checkForm(visit.start, form).ok).toBe(true)
  })

  test('is not booked when nobody names a date', () => {
    expect(nextVisit(reviewed, 'В-2026-000001')).toBeUndefined()
  })
})

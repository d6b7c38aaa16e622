import type { Started } from '../../../services/process/start.ts'
import { dayMs, hourMs, minuteMs, personAfter } from '../hours.ts'
import type { VisitPlan } from './plans.ts'
import { tellReport } from './report.ts'
import type { ToldVisit } from './told-visit.ts'
import type { VisitDesk } from './visit-desk.ts'
import { cancelReasons, declineWords, missedWords, moveReasons, shownProducts, visitGoals } from './words.ts'

const startOf = ({ desk, id }: ToldVisit): number => Date.parse(String(desk.snapshot(id).data['startsAt']))
const endOf = ({ desk, id }: ToldVisit): number => Date.parse(String(desk.snapshot(id).data['endsAt']))
const stateOf = ({ desk, id }: ToldVisit): string => desk.snapshot(id).state

async function book(desk: VisitDesk, plan: VisitPlan): Promise<Started> {
  const { random } = desk
  const { contact, rep } = plan
  const by = plan.mode === 'remote' && random.chance(0.6) ? desk.planner() : rep
  const [product1, product2] = [random.pick(shownProducts), random.pick(shownProducts)]
  return desk.book(by, {
    repId: rep.id,
    contactName: contact.name,
    contactOrganization: contact.organization,
    contactEmail: contact.email,
    contactPhone: contact.phone,
    language: 'ru',
    mode: plan.mode,
    ...(plan.mode === 'inPerson' ? { address: contact.address } : {}),
    startsAt: new Date(plan.startsAt).toISOString(),
    durationMinutes: plan.minutes,
    product1,
    ...(product2 === product1 ? {} : { product2 }),
    goals: random.pick(visitGoals),
  })
}

/** Somebody asks for another day: moved once, and confirmed anew. */
async function move(told: ToldVisit): Promise<void> {
  const { desk, plan, id } = told
  const { random, agenda } = desk
  await agenda.until(agenda.now() + random.between(1, 5) * hourMs)
  const startsAt = desk.slots.take(plan.rep.id, plan.contact.email, startOf(told) + dayMs)
  if (startsAt === undefined || agenda.now() > startOf(told) - hourMs) return
  const by = plan.mode === 'remote' && random.chance(0.5) ? desk.planner() : plan.rep
  await desk.act(by, id, 'reschedule', { startsAt: new Date(startsAt).toISOString(), comment: random.pick(moveReasons) })
  await agenda.until(agenda.now() + random.between(0.5, 3) * hourMs)
  await desk.act(plan.rep, id, 'confirm')
}

/** False when the visit ended before it was held. */
async function confirm(told: ToldVisit): Promise<boolean> {
  const { desk, plan, id, contact } = told
  const { random, agenda } = desk
  const latest = startOf(told) - 2 * hourMs
  const answersAt = personAfter(agenda.now(), random.between(0.3, 30) * hourMs)
  await agenda.until(Math.max(agenda.now() + minuteMs, Math.min(answersAt, latest)))
  const course = plan.stop
    ? 'confirm'
    : random.weighted([
        ['confirm', 84],
        ['move', 9],
        ['decline', 4],
        ['cancel', 5],
      ])
  if (course === 'decline') {
    await desk.act(contact, id, 'decline', { comment: random.pick(declineWords) })
    return false
  }
  if (course === 'cancel') {
    await desk.act(random.chance(0.3) ? desk.manager : plan.rep, id, 'cancel', {}, random.pick(cancelReasons))
    return false
  }
  await desk.act(random.chance(0.75) ? contact : plan.rep, id, 'confirm')
  if (course === 'move') await move(told)
  return true
}

async function hold(told: ToldVisit): Promise<boolean> {
  const { desk, plan, id, contact } = told
  const { random, agenda } = desk
  if (!plan.stop && random.chance(0.08)) {
    await agenda.until(startOf(told) + random.between(17, 28) * minuteMs)
    const again = random.chance(0.5) ? desk.slots.take(plan.rep.id, plan.contact.email, agenda.now() + 3 * dayMs) : undefined
    const nextAt = again === undefined ? {} : { nextAt: new Date(again).toISOString() }
    await desk.act(plan.rep, id, 'noShow', { ...nextAt, comment: random.pick(missedWords) })
    if (again !== undefined) await goOn(told, again)
    return false
  }
  await agenda.until(startOf(told) + random.between(-4, 6) * minuteMs)
  if (plan.mode === 'remote' && random.chance(0.6)) await desk.act(contact, id, 'join')
  else await desk.act(plan.rep, id, 'start', plan.mode === 'inPerson' && random.chance(0.5) ? { place: '55.79, 49.12' } : {})
  if (plan.stop === 'inProgress') return false
  // Now and then nobody says that it is over: time does.
  const itself = random.chance(0.1)
  await agenda.until(endOf(told) + (itself ? 31 : random.between(-5, 12)) * minuteMs)
  if (stateOf(told) === 'inProgress') await desk.act(plan.rep, id, 'finish')
  return true
}

/** The next visit, that this one has booked: a story of its own. */
async function goOn(told: ToldVisit, startsAt: number): Promise<void> {
  const { desk, plan, contact } = told
  const next = await desk.following(told.number, plan.rep)
  if (!next) return
  const { stop: _, ...usual } = plan
  const going: ToldVisit = { ...told, ...next, contact, plan: { ...usual, bookAt: desk.agenda.now(), startsAt } }
  desk.agenda.add(desk.agenda.now(), () => live(going))
}

async function live(told: ToldVisit): Promise<void> {
  if (told.plan.stop === 'planned') return
  if (!(await confirm(told)) || told.plan.stop === 'confirmed') return
  if (await hold(told)) await tellReport(told, goOn)
}

/** Tells one visit from its booking as far as its time goes. */
export async function tellVisit(desk: VisitDesk, plan: VisitPlan): Promise<void> {
  const started = await book(desk, plan)
  await live({ ...started, desk, plan, contact: { kind: 'link', id: plan.contact.email, name: plan.contact.name, party: 'contact' } })
}

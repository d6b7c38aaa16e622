import { fillTimesField, fillTimesText } from '../../../domain/fill-times.ts'
import type { FillTimes } from '../../../domain/fill-times.ts'
import type { JsonObject } from '../../../domain/json.ts'
import { dayMs, hourMs, personAfter, staffAfter } from '../hours.ts'
import type { ToldVisit } from './told-visit.ts'
import { feedbackWords, leftBehind, nextSteps, returnWords, seenCompetitors, visitNotes } from './words.ts'

const longestMs = 60 * dayMs

/** Words take the longer the more there are of them. */
const timesOf = (report: JsonObject): FillTimes =>
  Object.fromEntries(Object.entries(report).map(([name, value]) => [name, typeof value === 'string' ? 3 + value.length / 3 : 4]))

function reportOf({ desk, id }: ToldVisit, nextAt: number | undefined): JsonObject {
  const { random } = desk
  const { product2 } = desk.snapshot(id).data
  const report = {
    goalsReached: random.weighted([
      ['yes', 6],
      ['partly', 3],
      ['no', 1],
    ]),
    reaction1: random.whole(-1, 2),
    ...(product2 === undefined ? {} : { reaction2: random.whole(-2, 2) }),
    ...(random.chance(0.5) ? { left: random.pick(leftBehind) } : {}),
    ...(random.chance(0.4) ? { competitors: random.pick(seenCompetitors) } : {}),
    notes: random.pick(visitNotes),
    ...(nextAt === undefined ? {} : { nextStep: random.pick(nextSteps), nextAt: new Date(nextAt).toISOString() }),
  }
  return { ...report, [fillTimesField]: fillTimesText(timesOf(report)) }
}

/** The contact says how it was, if they say anything; whatever the report has come to meanwhile. */
async function giveFeedback({ desk, id, contact }: ToldVisit): Promise<void> {
  const { random, agenda } = desk
  await agenda.until(personAfter(agenda.now(), random.between(0.2, 6) * hourMs))
  const { state } = desk.snapshot(id)
  if (state !== 'reportDue' && state !== 'review') return
  const rating = random.weighted([
    [5, 6],
    [4, 3],
    [3, 1],
  ])
  await desk.act(contact, id, 'feedback', { rating, ...(random.chance(0.5) ? { comment: random.pick(feedbackWords) } : {}) })
}

/** From the end of the visit to the manager's word; `goOn` begins the story of the visit that the report books. */
export async function tellReport(told: ToldVisit, goOn: (told: ToldVisit, startsAt: number) => Promise<void>): Promise<void> {
  const { desk, plan, id } = told
  const { random, agenda, calendar } = desk
  if (random.chance(0.45)) agenda.add(agenda.now(), () => giveFeedback(told))
  if (plan.stop === 'reportDue') return
  const late = !plan.stop && random.chance(0.1)
  await agenda.until(staffAfter(calendar, agenda.now(), (late ? random.between(26, 40) : random.between(0.2, plan.stop ? 2 : 16)) * hourMs))
  const again = random.chance(0.22)
    ? desk.slots.take(plan.rep.id, plan.contact.email, agenda.now() + random.between(7, 20) * dayMs)
    : undefined
  const report = reportOf(told, again)
  await desk.act(plan.rep, id, 'report', report)
  if (again !== undefined) await goOn(told, again)
  if (plan.stop === 'review') return
  // One in twenty is read by nobody: time accepts it.
  if (random.chance(0.05)) return agenda.until(agenda.now() + longestMs)
  await agenda.until(staffAfter(calendar, agenda.now(), random.between(1, 18) * hourMs))
  if (random.chance(0.13)) {
    await desk.act(desk.manager, id, 'sendBack', { comment: random.pick(returnWords) })
    await agenda.until(staffAfter(calendar, agenda.now(), random.between(0.5, 8) * hourMs))
    const { nextAt: _, nextStep: __, ...corrected } = report
    await desk.act(plan.rep, id, 'report', { ...corrected, nextStep: random.pick(nextSteps) })
    await agenda.until(staffAfter(calendar, agenda.now(), random.between(1, 8) * hourMs))
  }
  await desk.act(desk.manager, id, 'accept')
}

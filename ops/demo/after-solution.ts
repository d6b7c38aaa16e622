import { dayMs, hourMs, minuteMs, personAfter, staffAfter } from './hours.ts'
import type { Staff } from './people.ts'
import { defaultReopening, defaultSolvedAgain, furtherWords, keptNote, ratingWords, thanks } from './phrases.ts'
import { fill } from './slots.ts'
import { work } from './told.ts'
import type { Told } from './told.ts'

const processed = (told: Told): boolean => told.desk.snapshot(told.id).state === 'processed'

async function rate(told: Told): Promise<void> {
  const { desk, id, requester } = told
  const { random, agenda } = desk
  await agenda.until(personAfter(agenda.now(), random.between(0.1, 30) * hourMs))
  if (!processed(told)) return
  const rating = random.weighted([
    [5, 64],
    [4, 21],
    [3, 8],
    [2, 4],
    [1, 3],
  ])
  const words = random.pick(ratingWords[rating])
  await desk.act(requester, id, 'rate', { rating, ...(words === '' ? {} : { comment: words }) })
}

async function reopen(told: Told, agent: Staff): Promise<void> {
  const { desk, plan, id, requester, slots } = told
  const { random, agenda, calendar } = desk
  await agenda.until(personAfter(agenda.now(), random.between(2, 50) * hourMs))
  if (!processed(told)) return
  await desk.act(requester, id, 'reopen', { comment: fill(plan.topic.reopen ?? defaultReopening, slots) })
  await agenda.until(staffAfter(calendar, agenda.now(), random.between(30, 420) * minuteMs))
  await desk.act(agent, id, 'solve', { comment: fill(plan.topic.solvedAgain ?? defaultSolvedAgain, slots) })
  if (random.chance(0.4)) await rate(told)
}

/** More than thanks comes after the solution: a person decides whether it is to be opened again. */
async function writeFurther(told: Told, agent: Staff): Promise<void> {
  const { desk, plan, id, requester } = told
  const { random, agenda, calendar } = desk
  await agenda.until(personAfter(agenda.now(), random.between(1, 20) * hourMs))
  if (!processed(told)) return
  await desk.actByMail(requester, id, 'write', { comment: random.pick(furtherWords) })
  if (plan.stop === 'written') return
  await agenda.until(staffAfter(calendar, agenda.now(), random.between(20, 300) * minuteMs))
  if (!processed(told)) return
  if (random.chance(0.5)) {
    await desk.note(agent, id, keptNote, [])
    await desk.act(agent, id, 'keep')
    return
  }
  await desk.act(agent, id, 'reopen', { comment: 'Открываем снова по письму заявителя.' })
  await work(told, random.between(30, 300) * minuteMs, 'solution')
  await desk.act(agent, id, 'solve', { comment: defaultSolvedAgain })
}

/** What happens to a ticket once it has been answered for good: mostly nothing. */
export async function afterSolution(told: Told, agent: Staff): Promise<void> {
  const { desk, plan, id, requester } = told
  const { random, agenda } = desk
  if (plan.stop === 'written') return writeFurther(told, agent)
  if (plan.course === 'silent') {
    if (random.chance(0.2)) {
      // Long after the process has closed itself without an answer.
      await agenda.until(agenda.now() + 12 * dayMs)
      if (processed(told)) await rate(told)
    }
    return
  }
  const next = random.weighted([
    ['nothing', 36],
    ['rate', 34],
    ['thanks', 14],
    ['reopen', 9],
    ['further', 7],
  ])
  if (next === 'rate') await rate(told)
  else if (next === 'reopen') await reopen(told, agent)
  else if (next === 'further') await writeFurther(told, agent)
  else if (next === 'thanks') {
    await agenda.until(personAfter(agenda.now(), random.between(0.05, 8) * hourMs))
    if (processed(told)) await desk.write(requester, id, random.pick(thanks))
    if (random.chance(0.4)) await rate(told)
  }
}

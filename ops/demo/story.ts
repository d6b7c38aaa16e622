import type { Desk, Line } from './desk.ts'
import { hourMs, minuteMs, personAfter, staffAfter } from './hours.ts'
import { afterSolution } from './after-solution.ts'
import { greetings, priorityReasons } from './phrases.ts'
import { fill, makeSlots } from './slots.ts'
import type { Staff } from './people.ts'
import { work } from './told.ts'
import type { Plan, Told } from './told.ts'

const paceMs = ({ plan, desk }: Told, fromMinutes: number, toMinutes: number): number =>
  desk.random.between(fromMinutes, toMinutes) * minuteMs * (plan.topic.type === 'problem' ? 0.12 : 1)

async function begin(desk: Desk, plan: Plan): Promise<Told> {
  const { random } = desk
  const slots = makeSlots(random, plan.startAt)
  const requester = await desk.requester(plan.requester)
  const { topic, channel } = plan
  const said = fill(topic.body, slots)
  const description =
    channel === 'mail' ? `${random.pick(greetings)}\n\n${said}\n\n${plan.requester.name}\n${plan.requester.company}` : said
  const actor = channel === 'mail' || channel === 'form' ? requester : random.chance(0.1) ? desk.manager : desk.line('support1')
  const { id, number } = await desk.start(actor, {
    subject: fill(topic.subject, slots),
    description,
    requestType: topic.type,
    priority:
      topic.priority ??
      random.weighted([
        ['normal', 8],
        ['low', 1],
        ['high', 1],
      ]),
    channel,
    language: 'ru',
    requesterEmail: plan.requester.email,
    requesterName: plan.requester.name,
  })
  return { desk, plan, id, number, requester, slots }
}

async function ask(told: Told, agent: Staff): Promise<boolean> {
  const { desk, plan, id, slots, requester } = told
  const { random, agenda } = desk
  await desk.act(agent, id, 'ask', { comment: fill(plan.topic.question, slots) })
  if (plan.stop === 'clarification' || plan.course === 'silent') return false
  await agenda.until(
    plan.stop
      ? agenda.now() + random.between(25, 70) * minuteMs
      : personAfter(
          agenda.now(),
          random.weighted([
            [1, 5],
            [5, 3],
            [26, 2],
            [80, 1],
          ]) *
            random.between(0.4, 1.2) *
            hourMs,
        ),
  )
  const answer = { comment: fill(plan.topic.answer, slots) }
  if (plan.channel === 'phone' && random.chance(0.4)) await desk.act(agent, id, 'answer', answer)
  else if (plan.channel === 'mail' || random.chance(0.5)) await desk.actByMail(requester, id, 'answer', answer)
  else await desk.act(requester, id, 'answer', answer)
  return true
}

async function take(told: Told, line: Line, fromMinutes: number, toMinutes: number): Promise<Staff> {
  const { desk, id } = told
  await work(told, paceMs(told, fromMinutes, toMinutes), 'firstAnswer')
  const agent = desk.line(line)
  await desk.act(agent, id, 'take')
  return agent
}

async function note(told: Told, agent: Staff): Promise<void> {
  const { desk, plan, id, slots } = told
  if (plan.topic.note === undefined || desk.random.chance(0.3)) return
  await desk.agenda.until(staffAfter(desk.calendar, desk.agenda.now(), paceMs(told, 5, 40)))
  if (desk.snapshot(id).state !== 'inProgress') return
  const colleague = desk.line(desk.random.pick(['support2', 'support3']))
  const mentions = desk.random.chance(0.6) && colleague.id !== agent.id ? [colleague] : []
  const called = mentions.map((person) => `@${person.name}, `).join('')
  await desk.note(agent, id, `${called}${fill(plan.topic.note, slots)}`, mentions)
}

/** Line 1 hands the matter on, before or after it took it; answers who took it there. */
async function escalate(told: Told, agent: Staff | undefined): Promise<Staff | undefined> {
  const { desk, plan, id, slots } = told
  const line = plan.stop === 'line3' ? 'support3' : (plan.topic.line ?? 'support2')
  const said = fill(plan.topic.escalate ?? 'Нужен доступ к настройкам организации. Исходные данные у заявителя собраны.', slots)
  if (agent) await desk.act(agent, id, 'escalate', { line, comment: said })
  else await desk.act(desk.random.chance(0.3) ? desk.manager : desk.line('support1'), id, 'route', { line, comment: said })
  if (plan.stop === 'line2' || plan.stop === 'line3') return undefined
  return take(told, line, 30, 240)
}

async function reject(told: Told): Promise<void> {
  const { desk, plan, id } = told
  await work(told, paceMs(told, 5, 120), 'firstAnswer')
  const agent = desk.line('support1')
  if (plan.course === 'withdrawn') {
    await desk.act(agent, id, 'cancel', {}, 'Заявитель позвонил: вопрос решился сам, обращение просит снять')
    return
  }
  const why = plan.course === 'spam' ? 'spam' : 'other'
  await desk.act(agent, id, 'reject', { why, ...(why === 'spam' ? {} : { comment: fill(plan.topic.solution, told.slots) }) })
}

/** Now and then the manager steps in. Answers who has the ticket after that. */
async function manage({ desk, id }: Told, agent: Staff): Promise<Staff> {
  const { random, manager } = desk
  if (random.chance(0.07)) await desk.act(manager, id, 'setPriority', { priority: 'high' }, random.pick(priorityReasons))
  if (random.chance(0.94)) return agent
  const colleague = desk.line(desk.snapshot(id).data['line'] === 'support2' ? 'support2' : 'support1')
  if (colleague.id === agent.id || !agent.roles.some((role) => colleague.roles.includes(role))) return agent
  await desk.act(manager, id, 'assign', { assigneeId: colleague.id })
  return colleague
}

/** Somebody wrote twice: the second ticket is rejected with the number of the first. */
async function repeat(first: Told): Promise<void> {
  const { desk, plan } = first
  await desk.agenda.until(personAfter(desk.agenda.now(), desk.random.between(2, 9) * hourMs))
  const again = await desk.start(first.requester, {
    subject: fill(plan.topic.subject, first.slots),
    description: `Добрый день! Пишу ещё раз, ответа пока не вижу.\n\n${fill(plan.topic.body, first.slots)}\n\n${plan.requester.name}`,
    requestType: plan.topic.type,
    priority: 'normal',
    channel: 'mail',
    language: 'ru',
    requesterEmail: plan.requester.email,
    requesterName: plan.requester.name,
  })
  await desk.agenda.until(staffAfter(desk.calendar, desk.agenda.now(), desk.random.between(15, 150) * minuteMs))
  await desk.act(desk.line('support1'), again.id, 'reject', {
    why: 'duplicate',
    duplicateOf: first.number,
    comment: `Этот вопрос уже в работе по обращению ${first.number}, ответ придёт по нему.`,
  })
}

/** Tells one ticket from its first word as far as its time goes. */
export async function tell(desk: Desk, plan: Plan): Promise<void> {
  const { random, agenda } = desk
  const told = await begin(desk, plan)
  if (plan.repeats) agenda.add(agenda.now(), () => repeat(told))
  if (plan.stop === 'registered') return
  if (plan.course !== 'usual' && plan.course !== 'silent') return reject(told)

  const upwards =
    plan.upwards === true ||
    plan.stop === 'line2' ||
    plan.stop === 'line3' ||
    (plan.stop === undefined && plan.topic.escalate !== undefined)
  let agent: Staff | undefined
  if (upwards && random.chance(0.25)) await work(told, paceMs(told, 10, 90), 'firstAnswer')
  else agent = await take(told, 'support1', 4, 150)
  const asks = plan.asks ?? (plan.course === 'silent' || random.chance(0.45))
  if (agent && asks) {
    await work(told, paceMs(told, 5, 60), 'firstAnswer')
    if (!(await ask(told, agent))) return plan.course === 'silent' ? afterSolution(told, agent) : undefined
  }
  if (agent) await note(told, agent)
  if (upwards) {
    if (agent) await work(told, paceMs(told, 20, 200), 'firstAnswer')
    agent = await escalate(told, agent)
    if (agent && !asks && random.chance(0.3)) {
      await work(told, paceMs(told, 5, 60), 'firstAnswer')
      if (!(await ask(told, agent))) return
    }
  }
  if (agent) agent = await manage(told, agent)
  if (!agent || plan.stop === 'inProgress') return
  const answered = desk.snapshot(told.id).clocks['firstAnswer']?.metAt !== null
  await work(told, paceMs(told, 15, answered ? 900 : 300), answered ? 'solution' : 'firstAnswer')
  await work(told, paceMs(told, 1, 10), 'solution')
  await desk.act(agent, told.id, 'solve', { comment: fill(plan.topic.solution, told.slots) })
  await afterSolution(told, agent)
}

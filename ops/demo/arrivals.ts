import type { BusinessCalendar } from '../../domain/calendar/business-calendar.ts'
import { atMoscowHour, countedBefore, dayMs, hourMs, isWorkday, minuteMs } from './hours.ts'
import type { Random } from './random.ts'
import type { Requester } from './requesters.ts'
import { spam, strays } from './topics/strays.ts'
import type { Channel, Plan } from './told.ts'
import type { Topic } from './topic.ts'

export interface Arrivals {
  readonly calendar: BusinessCalendar
  readonly random: Random
  readonly topics: readonly Topic[]
  readonly requesters: readonly Requester[]
  readonly now: number
  readonly days: number
  /** How many tickets come on a working day. */
  readonly aDay: number
  /** Of what stands open on a full desk, one in so many. */
  readonly oneIn: number
}

/** The list again and again, mixed anew each time: nothing repeats while something else has not come. */
function around<T>(random: Random, list: readonly T[]): () => T {
  let left: T[] = []
  return () => {
    if (left.length === 0) left = [...list]
    const [taken] = left.splice(random.whole(0, left.length - 1), 1)
    if (taken === undefined) throw new Error('The list is empty')
    return taken
  }
}

const channelOf = (random: Random): Channel =>
  random.weighted([
    ['mail', 50],
    ['form', 24],
    ['phone', 17],
    ['console', 9],
  ])
const inPerson = (channel: Channel): boolean => channel === 'phone' || channel === 'console'

function instantOn(random: Random, dayAt: number, channel: Channel, topic: Topic): number {
  const office = inPerson(channel) || topic.type === 'problem'
  const [from, to] = office
    ? random.weighted([
        [[9.2, 12.5], 5],
        [[13.5, 17.2], 4],
      ])
    : random.weighted([
        [[7.5, 9], 2],
        [[9, 13], 9],
        [[13, 18], 8],
        [[18, 22.5], 2],
      ])
  return atMoscowHour(dayAt, random.between(from, to))
}

/** Every day of the period brings its letters and calls. Every so many tickets one is late: the rest are on time. */
function daily(arrivals: Arrivals, nextTopic: () => Topic, nextRequester: () => Requester): Plan[] {
  const { calendar, random, now, days, aDay } = arrivals
  const plans: Plan[] = []
  for (let day = days; day >= 0; day -= 1) {
    const dayAt = now - day * dayMs
    const work = isWorkday(calendar, dayAt)
    const count = work ? Math.max(0, Math.round(aDay + random.between(-1.4, 1.4))) : random.chance(aDay / 9) ? 1 : 0
    for (let n = 0; n < count; n += 1) {
      const course = random.weighted([
        ['usual', 85],
        ['silent', 5],
        ['spam', 5],
        ['elsewhere', 2],
        ['withdrawn', 3],
      ])
      const channel = !work || course === 'spam' ? 'mail' : channelOf(random)
      const topic = course === 'spam' ? random.pick(spam) : course === 'elsewhere' ? random.pick(strays) : nextTopic()
      const startAt = instantOn(random, dayAt, channel, topic)
      const [reader] = spam.includes(topic) ? spamSenders : [nextRequester()]
      if (startAt >= now) continue
      const turn = plans.length % 12
      plans.push({
        startAt,
        topic,
        requester: reader ?? nextRequester(),
        channel,
        course,
        ...(course === 'usual' && turn === 4
          ? { late: 'solution' as const }
          : course === 'usual' && plans.length % 36 === 17
            ? { late: 'answer' as const }
            : {}),
        repeats: course === 'usual' && channel === 'mail' && random.chance(0.09),
      })
    }
  }
  return plans
}

const spamSenders: readonly Requester[] = [{ name: 'Отдел продвижения', email: 'promo@best-seo-2000.example', company: 'SEO' }]

/** What somebody who looks now finds on the desk: some of everything, whatever day it is. */
function standing({ calendar, random, now, topics }: Arrivals, nextRequester: () => Requester): Plan[] {
  const ago = (clock: 'business-hours' | 'business-days', hours: number): number => countedBefore(calendar, clock, hours * hourMs, now)
  const calm = around(
    random,
    topics.filter((topic) => topic.type !== 'problem'),
  )
  const outages = around(
    random,
    topics.filter((topic) => topic.type === 'problem'),
  )
  const hard = around(
    random,
    topics.filter((topic) => topic.type !== 'problem' && topic.escalate !== undefined),
  )
  const hardest = around(
    random,
    topics.filter((topic) => topic.type !== 'problem' && topic.line === 'support3'),
  )
  const easy = around(
    random,
    topics.filter((topic) => topic.type !== 'problem' && topic.escalate === undefined),
  )
  const plan = (startAt: number, stop: NonNullable<Plan['stop']>, more: Partial<Plan> = {}): Plan => {
    const channel: Channel = random.weighted([
      ['mail', 2],
      ['form', 1],
    ])
    return {
      startAt: startAt - random.whole(0, 9) * minuteMs,
      topic: calm(),
      requester: nextRequester(),
      channel,
      course: 'usual',
      stop,
      ...more,
    }
  }
  const fresh = [0.2, 0.6, 1.3, 2.5, 4].map((hours) => plan(ago('business-hours', hours), 'registered'))
  const nearAnswer = [20.5, 22.4].map((hours) => plan(ago('business-days', hours), 'registered'))
  const unanswered = [27, 33].map((hours) => plan(ago('business-days', hours), 'registered'))
  const second = [5, 11, 20].map((hours) => plan(ago('business-hours', hours), 'line2', { topic: hard(), asks: true }))
  const third = [9, 24].map((hours) => plan(ago('business-hours', hours), 'line3', { topic: hardest(), asks: true }))
  const inHand = [3, 6, 8, 14].map((hours) => plan(ago('business-hours', hours), 'inProgress', { asks: true }))
  const deeper = [12, 19, 26].map((hours) => plan(ago('business-hours', hours), 'inProgress', { asks: true, upwards: true, topic: hard() }))
  const dueSoon = [2, 4, 6].map((hours) => plan(ago('business-days', 5 * 24 - hours + 1), 'inProgress', { asks: true }))
  const overdue = [9, 30, 58].map((hours) => plan(ago('business-days', 5 * 24 + hours), 'inProgress', { asks: true }))
  const asked = [1.5, 6, 12, 24, 33, 41, 52].map((hours) => plan(ago('business-hours', hours), 'clarification', { asks: true }))
  const written = [17, 24, 30].map((hours) => plan(ago('business-hours', hours), 'written', { asks: false, topic: easy() }))
  const outage = plan(now - 55 * minuteMs, 'inProgress', { topic: outages(), channel: 'phone', asks: true })
  return [
    ...fresh,
    ...nearAnswer,
    ...unanswered,
    ...second,
    ...third,
    ...inHand,
    ...deeper,
    ...dueSoon,
    ...overdue,
    ...asked,
    ...written,
    outage,
  ]
}

/** Every ticket of an organization, in the order in which they come. */
export function planArrivals(arrivals: Arrivals): readonly Plan[] {
  const nextTopic = around(arrivals.random, arrivals.topics)
  const nextRequester = around(arrivals.random, arrivals.requesters)
  const plans = [
    ...daily(arrivals, nextTopic, nextRequester),
    ...standing(arrivals, nextRequester).filter((_, place) => place % arrivals.oneIn === 0),
  ]
  return plans.toSorted((a, b) => a.startAt - b.startAt)
}

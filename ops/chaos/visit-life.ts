import { newId } from '../../db/id.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { GivenUp, askUntilKnown } from './ask.ts'
import type { Colleague, Organization } from './cast.ts'
import type { Life, Stage } from './life.ts'
import { actAs, startAs, think } from './people.ts'
import type { FormJson } from './people.ts'
import { actByLink, openLink } from './requester.ts'
import type { OpenedLink } from './requester.ts'

/** Of the bookings, those for whose time somebody else asks in the same moment, for another contact. */
const rivalShare = 0.2

const bookingForm = (rep: Colleague, contactEmail: string, startsAt: number, { canary }: Organization) => ({
  repId: rep.id,
  contactName: 'Пётр Алексеев',
  contactOrganization: 'Аптека № 5',
  contactEmail,
  language: 'ru',
  mode: 'remote',
  startsAt: new Date(startsAt).toISOString(),
  durationMinutes: 20,
  product1: 'Витамин Д',
  goals: `Показать исследование. ${canary}`,
})

/** Books one time of one representative, if need be against a rival: one of the two gets it, and tells which contact it is for. */
async function book(stage: Stage, life: Life, organization: Organization, who: Colleague): Promise<{ id: string; contact: string }> {
  const startsAt = organization.freeTime()
  const contacts = stage.random.chance(rivalShare) ? [life.requester, `rival-${life.requester}`] : [life.requester]
  const booked = await Promise.allSettled(
    contacts.map(async (contact) => {
      const input = bookingForm(who, contact, startsAt, organization)
      const rivals = contacts.length > 1 ? { mayRefuse: 'TimeTaken' } : {}
      const { id } = await startAs(stage, { who, tenantId: life.tenantId }, { kind: 'visit', input, ...rivals })
      return { id, contact }
    }),
  )
  for (const one of booked) if (one.status === 'rejected' && one.reason instanceof GivenUp) throw one.reason
  const [won, ...more] = booked.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  if (!won || more.length > 0) throw new Error(`${String(more.length + (won ? 1 : 0))} of ${String(contacts.length)} got one time`)
  return won
}

interface Meeting {
  readonly id: string
  readonly contact: string
  readonly who: Colleague
  /** How often it was moved. */
  moves: number
}

/** A link that was written before the visit was moved has ended; one whose letter left afterwards goes on, however often it was moved. */
function linkOf({ site, asking }: Stage, { id, contact, moves }: Meeting): Promise<OpenedLink> {
  const { secret, apiUrls } = site.installation
  const tokens = createLinkTokens(secret)
  const generations = Array.from({ length: moves + 1 }, (_, index) => index + 1)
  const all = generations.map((generation) => tokens.make({ processId: id, recipient: contact, generation }))
  return openLink(apiUrls, 'v', all, asking.over)
}

async function actAsContact(stage: Stage, life: Life, meeting: Meeting, action: string, form: FormJson = {}): Promise<void> {
  const { site, asking } = stage
  const link = await linkOf(stage, meeting)
  const requestId = newId()
  await askUntilKnown(asking, {
    ...{ tenantId: life.tenantId, opId: `link:${requestId}`, what: `${action} by link` },
    send: (attempt, signal) =>
      site.balanced(attempt, (api) => actByLink(site.installation.apiUrls[api] ?? '', link, action, { requestId, ...form }, signal)),
  })
  life.moves.push(action)
}

/** A visit from its booking to its accepted report: moved up to twice, confirmed by the contact or for them, held and reported. */
export async function visitSteps(stage: Stage, life: Life, organization: Organization): Promise<void> {
  const { random } = stage
  const who = random.pick(organization.reps)
  const booked = await book(stage, life, organization, who)
  const meeting: Meeting = { ...booked, who, moves: 0 }
  const { canary } = organization
  life.processId = booked.id
  life.moves.push('start')
  const act = async (by: Colleague, action: string, expected: string, form: FormJson = {}): Promise<void> => {
    await think(stage)
    const { state } = await actAs(stage, { who: by, tenantId: life.tenantId }, { id: booked.id, action, form })
    if (state !== expected) throw new Error(`After ${action} the visit is ${state}`)
    life.moves.push(action)
  }
  const confirm = async (): Promise<void> => {
    if (random.chance(0.4)) return act(who, 'confirm', 'confirmed')
    await think(stage)
    return actAsContact(stage, life, meeting, 'confirm')
  }
  for (let left = random.pick([0, 0, 1, 2]); left > 0; left -= 1) {
    if (random.chance(0.5)) await confirm()
    const startsAt = new Date(organization.freeTime()).toISOString()
    await act(who, 'reschedule', 'planned', { startsAt, comment: `Контакт занят. ${canary}` })
    meeting.moves += 1
  }
  await confirm()
  await act(who, 'start', 'inProgress')
  await act(who, 'finish', 'reportDue')
  if (random.chance(0.5)) await actAsContact(stage, life, meeting, 'feedback', { rating: random.whole(1, 5) })
  const report = (): Promise<void> => act(who, 'report', 'review', { goalsReached: 'yes', reaction1: random.whole(-2, 2), notes: canary })
  const manager = random.pick(organization.managers)
  await report()
  if (random.chance(0.2)) {
    await act(manager, 'sendBack', 'reportDue', { comment: `Дополните. ${canary}` })
    await report()
  }
  await act(manager, 'accept', 'closed')
}

import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { guestConsent } from '../../domain/guest-consent.ts'
import type { Json } from '../../domain/json.ts'
import type { StateDef } from '../../domain/process.ts'
import { roles } from '../../domain/roles.ts'
import { visit } from '../../domain/visit.ts'
import { newId } from '../../db/id.ts'
import { sessions } from '../../db/schema/person.ts'
import { issueLinks } from '../../services/links/issue.ts'
import { createLinkTokens } from '../../services/links/token.ts'
import { isFull, scaled } from '../model/scale.ts'
import { bookVisit, moveVisit, visitContact } from '../services/booked-visits.ts'
import { Office } from '../services/desk.ts'
import type { Staff } from '../services/desk.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { openBrowser, signIn } from '../support/browser.ts'
import type { Answer, Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'
import { recordingEngine } from '../support/recording-engine.ts'
import { openGuest } from '../support/requester.ts'
import type { Guest } from '../support/requester.ts'
import { booking } from '../workflows/visit-walk.ts'
import { createRandomSource } from '../workflows/random-source.ts'
import { bookingOf, isSpent, modes, outcomeOf, states, table } from './visit-rights.ts'
import type { Asker, Cell, Mode, Outcome, State } from './visit-rights.ts'

// What comes of every action, in every state, of a visit of either mode, for everybody, over HTTP. Each visit has an hour of its
// own, whose twentieth minute is "now": whatever opens by the clock is open then.

const publicUrl = 'http://vekha.example'
const minuteMs = 60_000
const hourMs = 60 * minuteMs

interface Visit {
  readonly id: string
  readonly startsAt: number
  /** The page of the contact, and of the contact of another visit at the addresses of this one. */
  readonly guest: Guest
  readonly link: string
}

let api: TestApi
let organization: TestOrganization
let office: Office
let [manager, rep, otherRep]: Staff[] = []
let stranger: Visit | undefined
const browsers = new Map<Asker, Browser>()
const tokens = createLinkTokens('the secret of these links')
const firstHour = Math.ceil(Date.now() / hourMs) * hourMs
let hours = 0

const someone = <T>(who: T | undefined): T => {
  if (who === undefined) throw new Error('Nobody')
  return who
}

/** Sets the API's clock to the twentieth minute of a visit; nobody is signed out by that. */
async function goTo({ startsAt }: Pick<Visit, 'startsAt'>): Promise<void> {
  const now = startsAt + 20 * minuteMs
  api.advance(now - api.deps.now().getTime())
  const kept = { seenAt: new Date(now), expiresAt: new Date(now + hourMs) }
  await api.db.system((tx) => tx.update(sessions).set(kept))
}

beforeAll(async () => {
  api = await testApi({
    publicUrl,
    engine: recordingEngine(() => ({ db: api.db, tenantId: organization.id, definition: visit, now: api.deps.now })),
  })
  organization = await makeOrganization(api.db)
  office = new Office(api.db, organization.id)
  const hire = async (asker: Asker, of: TestOrganization, role: (typeof roles)[number]): Promise<Staff> => {
    const person = await makePerson(api.db, [of], [role])
    browsers.set(asker, await signIn(api.app, person, publicUrl))
    return { id: person.id, name: asker, actor: { kind: 'staff', id: person.id, name: asker, roles: [role] } }
  }
  for (const role of roles) {
    const hired = await hire(role, organization, role)
    if (role === 'rep') rep = hired
    if (role === 'manager') manager = hired
  }
  otherRep = await hire('otherRep', organization, 'rep')
  await hire('elsewhere', await makeOrganization(api.db), 'admin')
  stranger = await visitIn('confirmed', 'remote')
}, 60_000)
afterAll(() => api.close())

/** How a visit comes to a state, by whom and at which minute of its hour. */
const steps = {
  confirm: { by: () => visitContact, minute: -90, form: {} },
  start: { by: () => someone(rep), minute: 1, form: {} },
  noShow: { by: () => someone(rep), minute: 15, form: {} },
  finish: { by: () => someone(rep), minute: 16, form: {} },
  report: { by: () => someone(rep), minute: 17, form: { goalsReached: 'yes' } },
  accept: { by: () => someone(manager), minute: 18, form: {} },
  cancel: { by: () => someone(manager), minute: -80, form: {} },
} as const
const ways: Readonly<Record<State, readonly (keyof typeof steps)[]>> = {
  planned: [],
  confirmed: ['confirm'],
  inProgress: ['confirm', 'start'],
  reportDue: ['confirm', 'start', 'finish'],
  review: ['confirm', 'start', 'finish', 'report'],
  closed: ['confirm', 'start', 'finish', 'report', 'accept'],
  cancelled: ['cancel'],
  noShow: ['confirm', 'noShow'],
}

async function visitIn(state: State, mode: Mode): Promise<Visit> {
  hours += 1
  const startsAt = firstHour + hours * hourMs
  const contactEmail = `${newId()}@clinic.example`
  const { id } = await bookVisit(office, someone(rep), startsAt, { mode, contactEmail, durationMinutes: 15 })
  const wanted = { processId: id, party: 'contact', recipient: contactEmail, name: 'Пётр Алексеев' } as const
  const [token = ''] = await api.db.tenant(organization.id, (tx) => issueLinks(tx, tokens, organization.id, [wanted], new Date()))
  const guest = openGuest(api.app, 'v')
  const opened = await guest.open(token)
  for (const name of ways[state]) {
    const { by, minute, form } = steps[name]
    await moveVisit(office, id, by(), name, startsAt + minute * minuteMs, form)
  }
  return { id, startsAt, guest, link: String(opened.body['link']) }
}

const forms = ({ startsAt }: Visit): { readonly [action: string]: Json } => ({
  reschedule: { startsAt: new Date(startsAt + 40 * minuteMs).toISOString(), comment: 'Занят' },
  report: { goalsReached: 'partly' },
  sendBack: { comment: 'Дополните' },
  assign: { assigneeId: someone(rep).id },
  setDue: { deadline: 'report', dueAt: new Date(startsAt + 240 * hourMs).toISOString() },
  setPriority: { priority: 'high' },
})

const told = (error: Answer['error']): string => {
  const said = String(error?.['refusal'] ?? error?.['code'])
  return said === 'NotAllowedNow' ? 'refused' : said
}

async function staffAsks(browser: Browser, action: string, of: Visit): Promise<string> {
  const input = { id: of.id, action, form: forms(of)[action] ?? {}, reason: 'так нужно', requestId: newId() }
  const { status, error, data } = await browser.send('process.act', input)
  return status === 200 ? String(Object(data)['state']) : told(error)
}

const guestForms: { readonly [action: string]: () => object } = {
  confirm: () => ({}),
  decline: () => ({ comment: 'Отпуск' }),
  join: () => ({ device: newId() }),
  feedback: () => ({ rating: 5 }),
  askOtherTime: () => ({ text: 'Лучше утром' }),
}
/** Of the guest's page, where they are called otherwise. */
const paths: { readonly [action: string]: string } = { join: 'enter', askOtherTime: 'other-time' }

async function guestAsks(who: Asker, action: string, of: Visit): Promise<string> {
  const form = guestForms[action]
  // What has no page of its own is asked where staff ask, by who has no account.
  if (!form) return staffAsks(openBrowser(api.app, publicUrl), action, of)
  const { guest } = who === 'guest' ? of : someone(stranger)
  const post = (path: string, more: object) => guest.post(path, { requestId: newId(), ...more }, `/v/api/${of.link}`)
  if (action === 'join') await post('consent', { version: guestConsent.version })
  const { status } = await post(paths[action] ?? action, form())
  if (status === 200) return (await office.snapshot(of.id)).state
  return who === 'otherGuest' && status === 404 ? 'NotFound' : [404, 409].includes(status) ? 'refused' : String(status)
}

/** `refused` where the document leaves open which of two refusals it is: another role's, or another state's. */
const same = (found: string, expected: Outcome): string => (expected === 'refused' && found === 'Forbidden' ? 'refused' : found)

const askers: readonly Asker[] = [...roles, 'guest', 'otherRep', 'otherGuest', 'elsewhere']
const random = createRandomSource(20_261)
/** In `npm test` what a representative may, whole, with remote visits; of everything else a draw. */
const isDrawn = ({ asker, mode }: Pick<Cell, 'asker' | 'mode'>): boolean =>
  isFull || (asker === 'rep' && mode === 'remote') || random.chance(1 / 25)

it('the table has every action that a visit knows', () => {
  const known = Object.values<StateDef>(visit.states).flatMap((state) => Object.keys(state.actions ?? {}))
  expect(Object.keys(table)).toEqual(expect.arrayContaining(known))
})

describe.each(modes)('a %s visit', (mode) => {
  it.each(states)('%s: every action by everybody is what the document says', { timeout: scaled(300_000, 30_000) }, async (state) => {
    const cells = askers.flatMap((asker) => Object.keys(table).map((action): Cell => ({ action, state, mode, asker }))).filter(isDrawn)
    const [wrong, of]: [string[], Visit] = [[], await visitIn(state, mode)]
    const ask = async (cell: Cell, one: Visit): Promise<void> => {
      const { asker, action } = cell
      const isGuest = asker === 'guest' || asker === 'otherGuest'
      const found = await (isGuest ? guestAsks(asker, action, one) : staffAsks(someone(browsers.get(asker)), action, one))
      const expected = outcomeOf(cell)
      if (same(found, expected) !== expected) wrong.push(`${action} by ${asker}: ${found}, but must be ${expected}`)
    }
    await goTo(of)
    for (const cell of cells.filter((one) => !isSpent(one))) await ask(cell, of)
    const { state: kept, assigneeId } = await office.snapshot(of.id)
    expect({ kept, assigneeId }).toEqual({ kept: state, assigneeId: someone(rep).id })
    for (const cell of cells.filter(isSpent)) {
      const another = await visitIn(state, mode)
      await goTo(another)
      await ask(cell, another)
    }
    expect(wrong).toEqual([])
  })

  it.each(['rep', 'otherRep'] as const)(
    'for %s is booked by whom the document says',
    { timeout: scaled(120_000, 30_000) },
    async (repIs) => {
      for (const asker of askers.filter((one) => isDrawn({ asker: one, mode }) || bookingOf(one, mode, repIs) === 'booked')) {
        hours += 1
        const startsAt = firstHour + hours * hourMs
        const input = {
          ...booking(startsAt, mode),
          contactEmail: `${newId()}@clinic.example`,
          repId: someone(repIs === 'rep' ? rep : otherRep).id,
        }
        await goTo({ startsAt: startsAt - hourMs })
        const browser = browsers.get(asker) ?? openBrowser(api.app, publicUrl)
        const { status, error } = await browser.send('process.start', { kind: 'visit', input, requestId: newId() })
        expect({ asker, found: status === 200 ? 'booked' : told(error) }).toEqual({ asker, found: bookingOf(asker, mode, repIs) })
      }
    },
  )
})

import type { FastifyInstance } from 'fastify'
import { and, eq } from 'drizzle-orm'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { audit } from '../../db/schema/desk.ts'
import { observers } from '../../db/schema/observer.ts'
import { memberships } from '../../db/schema/person.ts'
import { newId } from '../../db/id.ts'
import { guestConsent } from '../../domain/guest-consent.ts'
import type { RoomEntry } from '../../connectors/video/port.ts'
import { setOrganization } from '../../services/admin/organization.ts'
import { replyToCoaching, writeCoaching } from '../../services/coaching/note.ts'
import { observe } from '../../services/coaching/observe.ts'
import { readCoaching } from '../../services/coaching/read.ts'
import { listNotifications } from '../../services/notifications/read.ts'
import { act } from '../../services/process/act.ts'
import { answerAtDoor, enterRoom } from '../../services/visit/room.ts'
import { listWatchers, setWatch } from '../../services/watchers/watch.ts'
import { eventually } from '../support/eventually.ts'
import { lockWaits } from '../support/lock-waits.ts'
import { openGuest, stackApi } from '../support/requester.ts'
import { makeOrganization, startStack } from '../support/stack.ts'
import type { Stack, TestOrganization, TestPerson } from '../support/stack.ts'
import { startVisit } from '../support/visits.ts'

const minuteMs = 60_000
const asking = (more: object = {}): object => ({ requestId: newId(), ...more })

let stack: Stack
let app: FastifyInstance
let org: TestOrganization
let trainer: TestPerson
let manager: TestPerson
let analyst: TestPerson

beforeAll(async () => {
  stack = await startStack()
  app = await stackApi(stack)
  org = await makeOrganization(stack.db)
  trainer = await org.person('trainer')
  manager = await org.person('manager')
  analyst = await org.person('analyst')
}, 120_000)
afterAll(async () => {
  await app.close()
  await stack.close()
})

const as = (person: TestPerson) => ({ ctx: org.ctx(person.actor) })
const sitIn = (person: TestPerson, id: string, userId?: string, observes = true) =>
  observe({ ...as(person), input: { id, observes, userId } })
const leaves = (person: TestPerson) =>
  stack.db.system((tx) => tx.delete(memberships).where(and(eq(memberships.tenantId, org.id), eq(memberships.userId, person.id))))
const told = async (person: TestPerson): Promise<string> =>
  (await listNotifications({ ...as(person), input: {} })).items.map(({ text }) => text.ru).join('\n')

it('sits in on a visit: the contact agrees to who takes part, and the room is entered as a guest enters it', async () => {
  const rep = await org.person('rep')
  const visit = await startVisit(stack, org, rep, Date.now() + 5 * minuteMs)
  const input = { id: visit.id }
  const guest = openGuest(app, 'v')
  await guest.open(await visit.tokenOf('подходит ли вам это время'))
  await guest.post('confirm', asking())
  const consent = (observers: string[]) => guest.post('consent', asking({ version: guestConsent.version, observers }))
  expect((await consent([])).status).toBe(200)

  const gone = await org.person('trainer')
  await sitIn(gone, visit.id)
  await leaves(gone)
  await sitIn(trainer, visit.id)
  expect(await told(rep)).toContain(`на визите будет наблюдатель: ${trainer.actor.name}`)
  // Agreed before somebody more was to come: asked again, of what is true now, without who has left the organization.
  expect((await guest.get('page')).body).toMatchObject({ consented: false, observers: [trainer.actor.name] })
  const enter = () => guest.post('enter', asking({ device: visit.id }))
  expect((await enter()).status).toBe(409)
  expect((await consent([])).status).toBe(409)
  expect((await consent([trainer.actor.name])).status).toBe(200)

  const video = { origin: 'https://meet.example', addressOf: ({ name, moderator }: RoomEntry) => `${name}/${String(moderator)}` }
  expect(await enterRoom({ ...as(trainer), video, input })).toEqual({ url: `${trainer.actor.name}/false` })
  await expect(enterRoom({ ...as(analyst), video, input })).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(answerAtDoor({ ...as(trainer), input: { ...input, guestId: newId(), admit: true } })).rejects.toMatchObject({
    code: 'Forbidden',
  })
  // An observer in the room is no representative in it: the contact still waits.
  expect((await enter()).body).toEqual({ seat: 'inside', room: null })
  await expect(sitIn(manager, visit.id)).rejects.toMatchObject({ code: 'Refused' })
  await enterRoom({ ...as(rep), video, input })
  expect((await enter()).body).toEqual({ seat: 'inside', room: { url: null } })
})

it('is asked by whose visit it is or by a manager, and taken off by whoever asked', async () => {
  const [rep, other] = [await org.person('rep'), await org.person('rep')]
  const visit = await startVisit(stack, org, rep, Date.now() + 300 * minuteMs)
  await expect(sitIn(analyst, visit.id)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(sitIn(other, visit.id, trainer.id)).rejects.toMatchObject({ code: 'NotFound' })
  await expect(sitIn(analyst, visit.id, trainer.id)).rejects.toMatchObject({ code: 'Forbidden' })
  for (const unfit of [analyst, other]) await expect(sitIn(rep, visit.id, unfit.id)).rejects.toMatchObject({ code: 'BadInput' })
  await setWatch({ ...as(manager), input: { id: visit.id, extent: 'ends' } })
  await sitIn(rep, visit.id, trainer.id)
  expect(await told(trainer)).toContain('вас пригласили на визит наблюдателем')
  await sitIn(manager, visit.id)
  await expect(sitIn(rep, visit.id, manager.id, false)).rejects.toMatchObject({ code: 'Forbidden' })
  await sitIn(rep, visit.id, trainer.id, false)
  await sitIn(manager, visit.id, manager.id, false)
  // What they watch by a choice of their own they go on watching.
  const watching = await listWatchers({ ...as(manager), input: { id: visit.id } })
  expect(watching.items.map(({ id }) => id)).toEqual([manager.id])
  await sitIn(manager, visit.id)
  // Whose role is another one by now takes themself off all the same.
  const turned = await org.person('trainer')
  await sitIn(turned, visit.id)
  await sitIn({ ...turned, actor: { ...turned.actor, roles: analyst.actor.roles } }, visit.id, undefined, false)
  const { observers, mayInvite } = await readCoaching({ ...as(rep), input: { id: visit.id } })
  expect([observers.map(({ id }) => id), mayInvite]).toEqual([[manager.id], true])
  const kept = await stack.db.tenant(org.id, (tx) =>
    tx
      .select()
      .from(audit)
      .where(and(eq(audit.action, 'visit.observe'), eq(audit.entityId, visit.id))),
  )
  expect(kept).toHaveLength(7)
  // It moved the visit nowhere.
  expect(await visit.row()).toMatchObject({ state: 'planned', seq: 1 })
})

it('writes a note for the representative, which managers read too and nobody else, until it is answered', async () => {
  const rep = await org.person('rep')
  const visit = await startVisit(stack, org, rep, Date.now() + 5 * minuteMs)
  const admin = await org.person('orgadmin')
  const coachingCriteria = ['Приветствие', 'Прощание', 'Прощание']
  await setOrganization({ ...as(admin), input: { name: 'Проба', lang: 'ru', coachingCriteria } })
  const note = {
    id: visit.id,
    strengths: 'Слушал врача',
    improve: '',
    scores: [
      { criterion: 'Приветствие', score: 4 },
      { criterion: 'Приветствие', score: 2 },
      { criterion: 'Придуманное', score: 5 },
    ],
  }
  const write = (person: TestPerson, more: object = {}) => writeCoaching({ ...as(person), input: { ...note, ...more } })
  await sitIn(trainer, visit.id)
  await expect(write(trainer)).rejects.toMatchObject({ code: 'Refused' })
  for (const action of ['confirm', 'start', 'finish']) await visit.staff(action)
  await expect(write(manager)).rejects.toMatchObject({ code: 'Forbidden' })
  await expect(write(trainer, { strengths: ' ' })).rejects.toMatchObject({ code: 'BadInput' })
  // What another writes at the same time, until they have written it.
  const meanwhile = async (set: Partial<typeof observers.$inferInsert>, other: () => Promise<unknown>): Promise<unknown> => {
    let waiting: Promise<unknown> = Promise.resolve()
    await stack.db.tenant(org.id, async (tx) => {
      await tx.update(observers).set(set).where(eq(observers.processId, visit.id))
      waiting = other().catch((error: unknown) => error)
      await eventually(async () => ((await lockWaits(stack.ownerUrl)) > 0 ? true : undefined), 'the other writer waits')
    })
    return waiting
  }
  const takeOff = () => sitIn(manager, visit.id, trainer.id, false)
  expect(await meanwhile({ notedAt: new Date() }, takeOff)).toMatchObject({ code: 'Refused' })
  await write(trainer)
  await expect(takeOff()).rejects.toMatchObject({ code: 'Refused' })

  const noteFor = async (person: TestPerson) => (await readCoaching({ ...as(person), input: { id: visit.id } })).observers[0]?.note
  const secondTrainer = await org.person('trainer')
  for (const nobody of [analyst, secondTrainer]) expect(await noteFor(nobody)).toBeNull()
  for (const reader of [rep, trainer, manager])
    expect(await noteFor(reader)).toMatchObject({
      strengths: 'Слушал врача',
      scores: [{ criterion: 'Приветствие', score: 4 }],
      reply: null,
    })
  expect((await readCoaching({ ...as(trainer), input: { id: visit.id } })).criteria).toEqual(['Приветствие', 'Прощание'])

  const reply = (person: TestPerson, said: 'seen' | 'agreed') =>
    replyToCoaching({ ...as(person), input: { id: visit.id, observerId: trainer.id, reply: said } })
  await expect(reply(manager, 'agreed')).rejects.toMatchObject({ code: 'Forbidden' })
  // A note that is being answered is not written anew meanwhile.
  const rewriting = () => write(trainer, { strengths: 'Другое' })
  expect(await meanwhile({ reply: 'seen', repliedAt: new Date() }, rewriting)).toMatchObject({ code: 'Refused' })
  await reply(rep, 'agreed')
  await reply(rep, 'seen')
  expect(await noteFor(manager)).toMatchObject({ reply: 'agreed', mayReply: false })
  expect(await told(trainer)).toContain('представитель согласен с вашей запиской')
  await expect(write(trainer)).rejects.toMatchObject({ code: 'Refused' })
  // Whoever writes the report in their place reads nothing of how they did.
  const substitute = await org.person('rep')
  await act({ ...as(manager), engine: stack.engine, input: { id: visit.id, action: 'assign', form: { assigneeId: substitute.id } } })
  expect(await noteFor(substitute)).toBeNull()
  await expect(reply(substitute, 'agreed')).rejects.toMatchObject({ code: 'Forbidden' })
  await act({ ...as(manager), engine: stack.engine, input: { id: visit.id, action: 'assign', form: { assigneeId: rep.id } } })
  // It stays when its writer leaves the organization.
  await leaves(trainer)
  expect(await noteFor(rep)).toMatchObject({ strengths: 'Слушал врача' })
  // The words of a note are nobody's who reads the audit.
  const kept = await stack.db.tenant(org.id, (tx) => tx.select().from(audit).where(eq(audit.entityId, visit.id)).orderBy(audit.seq))
  expect(kept.flatMap(({ action }) => (action.startsWith('visit.coach') ? [action] : []))).toEqual(['visit.coach', 'visit.coachReply'])
  expect(JSON.stringify(kept)).not.toContain('Слушал врача')
})

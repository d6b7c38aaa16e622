import { and, eq } from 'drizzle-orm'
import { guessMapping } from '../../domain/contact-import.ts'
import type { Json } from '../../domain/json.ts'
import { roles } from '../../domain/roles.ts'
import { usualText } from '../../domain/messages/message-texts.ts'
import type { Role } from '../../domain/roles.ts'
import { files } from '../../db/schema/message.ts'
import { messageTexts } from '../../db/schema/message-text.ts'
import { contacts } from '../../db/schema/person.ts'
import { steps } from '../../db/schema/process.ts'
import { savedReports } from '../../db/schema/saved-report.ts'
import { contactOrganizations, products } from '../../db/schema/visit.ts'
import { visitPlans, visitTargets } from '../../db/schema/visit-plan.ts'
import type { Database, Tx } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { inMemory } from '../../services/files/incoming-file.ts'
import { writeFile } from '../../services/files/write-file.ts'
import { makePerson } from '../support/people.ts'
import type { TestOrganization, TestPerson } from '../support/people.ts'

/** What the inputs of the matrix are made of: an organization with one fresh ticket, and whoever asks. */
export interface World {
  readonly db: Database
  readonly organization: TestOrganization
  readonly processId: string
  readonly viewId: string
  /** Who asks now. */
  readonly asker: TestPerson
}

export interface Right {
  /** Who may; everybody else is told `Forbidden`. */
  readonly roles: readonly Role[]
  /** Without a session: refused, or a procedure for everybody. */
  readonly signedOut: 'refused' | 'open'
  readonly input?: (world: World) => Json | Promise<Json>
  /**
   * What the administrator of another organization gets for the same input: `404` where it names something by id;
   * `nothing` where lists must hold nothing of ours; `own` where the input can name nothing that belongs to anybody.
   */
  readonly elsewhere: '404' | 'nothing' | 'own'
}

const administrators: readonly Role[] = ['admin', 'orgadmin']
const supporters: readonly Role[] = ['support1', 'support2', 'support3', ...administrators]
const builders: readonly Role[] = ['pm', 'designer', 'developer', 'tester']
/** Whose console shows tickets. */
const readers: readonly Role[] = [...supporters, 'manager', 'auditor', ...builders]
const planKeepers: readonly Role[] = ['analyst', 'trainer', 'manager', ...administrators]
/** Whose console shows visits. */
const visitReaders: readonly Role[] = ['rep', 'auditor', ...planKeepers]
const period = { from: '2026-01-01', to: '2026-12-31' } as const
const requestId = (): string => `matrix-${newId()}`

export const ticketForm = {
  subject: 'Matrix',
  description: 'Who may do what',
  requestType: 'incident',
  priority: 'normal',
  channel: 'console',
  language: 'en',
  requesterEmail: 'requester@matrix.example',
} as const

/** Somebody to be changed, new each time. */
const target = async ({ db, organization }: World): Promise<string> => (await makePerson(db, [organization], ['tester'])).id

const staff = (input?: Right['input'], elsewhere: Right['elsewhere'] = 'own'): Right => ({
  roles,
  signedOut: 'refused',
  elsewhere,
  ...(input ? { input } : {}),
})
const only = (allowed: readonly Role[], input?: Right['input'], elsewhere: Right['elsewhere'] = 'own'): Right => ({
  ...staff(input, elsewhere),
  roles: allowed,
})
const ofProcess = (more: (world: World) => Json = () => ({})) => ({
  input: (world: World) => ({ id: world.processId, ...Object(more(world)) }),
})

async function heldByAnother({ db, organization, processId }: World): Promise<Json> {
  await db.tenant(organization.id, (tx) => tx.update(steps).set({ assigneeId: newId() }).where(eq(steps.processId, processId)))
  return { id: processId }
}

const inOurs = ({ organization }: World) => ({ id: newId(), tenantId: organization.id, name: newId(), createdAt: new Date() })
const write = async <Row extends { readonly id: string }>(
  world: World,
  row: Row,
  work: (tx: Tx, row: Row) => Promise<unknown>,
): Promise<string> => {
  await world.db.tenant(world.organization.id, (tx) => work(tx, row))
  return row.id
}
const contactIn = (world: World) => write(world, { ...inOurs(world), lang: 'en' as const }, (tx, row) => tx.insert(contacts).values(row))
const placeIn = (world: World) => write(world, inOurs(world), (tx, row) => tx.insert(contactOrganizations).values(row))
const productIn = (world: World) => write(world, inOurs(world), (tx, row) => tx.insert(products).values(row))

const cycle = { fromDay: '2026-10-01', toDay: '2026-12-31' } as const
const planIn = (world: World) => write(world, { ...inOurs(world), ...cycle }, (tx, row) => tx.insert(visitPlans).values(row))
async function targetIn(world: World) {
  const planId = await planIn(world)
  const { name: _name, ...ids } = inOurs(world)
  const row = { ...ids, repId: world.asker.id, planId, contactId: await contactIn(world), wanted: 1, products: [] }
  return { planId, id: await write(world, row, (tx, target) => tx.insert(visitTargets).values(target)) }
}

const shownReport = { filter: {}, by: 'rep', period: 'lastMonth', rhythm: 'weekly', weekday: 'mon', hour: 9 } as const
const reportOf = ({ asker }: World) => ({ ...shownReport, name: 'Matrix', format: 'csv' as const, receiverIds: [asker.id] })
const reportIn = (world: World) =>
  write(world, { ...inOurs(world), ...reportOf(world), ownerId: world.asker.id, nextAt: new Date('2030-01-01T09:00:00Z') }, (tx, row) =>
    tx.insert(savedReports).values(row),
  )

/** What everybody may do. A procedure that is not here fails the matrix. */
export const rights: Readonly<Record<string, Right>> = {
  'session.login': { roles, signedOut: 'open', elsewhere: 'own', input: ({ asker }) => ({ email: asker.email, password: asker.password }) },
  'session.me': staff(undefined, 'nothing'),
  'session.logout': { roles, signedOut: 'open', elsewhere: 'own' },
  'session.changePassword': staff(() => ({ current: 'wrong', password: 'wrong' })),
  'session.setLang': staff(() => ({ lang: 'ru' })),
  'session.setZone': staff(() => ({ zone: null })),

  'process.start': only([...supporters, 'manager'], () => ({ kind: 'ticket', requestId: requestId(), input: ticketForm })),
  // The ticket is on the first line, so the second and third may not take it.
  'process.act': only(['support1', ...administrators], ofProcess(() => ({ action: 'take', requestId: requestId() })).input, '404'),
  'process.assign': only(
    [...supporters, 'manager', ...builders],
    ofProcess(() => ({ assigneeId: null, requestId: requestId() })).input,
    '404',
  ),
  'process.cancel': only([...supporters, 'manager'], ofProcess(() => ({ reason: 'matrix', requestId: requestId() })).input, '404'),
  'process.comment': only(readers, ofProcess(() => ({ text: 'A note', requestId: requestId() })).input, '404'),
  'process.attach': only(
    readers,
    async ({ db, organization, processId, asker }) => ({
      id: processId,
      files: [await ownFile(db, organization.id, asker.id)],
      requestId: requestId(),
    }),
    '404',
  ),
  'process.revokeLink': only([...supporters, 'manager'], ofProcess().input, '404'),
  'process.get': only(readers, ofProcess().input, '404'),
  'process.history': only(readers, ofProcess().input, '404'),
  'process.list': staff(() => ({}), 'nothing'),
  'process.map': only(readers, () => ({ kind: 'ticket' }), 'nothing'),
  'process.export': only(readers, () => ({ kind: 'ticket' }), 'nothing'),

  // A representative plans their own visits.
  // A ticket has no room: whoever may hold visits is told so.
  'room.enter': only(administrators, ofProcess().input, '404'),
  'room.answerAtDoor': only(administrators, ofProcess(() => ({ guestId: newId(), admit: true })).input, '404'),
  // A ticket is no visit: whoever may look at it is told so.
  'coaching.get': only(readers, ofProcess().input, '404'),
  'coaching.observe': only(readers, ofProcess(() => ({ observes: true })).input, '404'),
  'coaching.write': only(readers, ofProcess(() => ({ strengths: 'matrix', improve: '', scores: [] })).input, '404'),
  'coaching.reply': only(readers, ofProcess(() => ({ observerId: newId(), reply: 'seen' })).input, '404'),
  'booking.slots': only(
    ['rep', 'analyst', 'trainer', 'manager', ...administrators],
    async ({ db, organization, asker }) => {
      const own = asker.roles.includes('rep') ? asker : await makePerson(db, [organization], ['rep'])
      return { repId: own.id, mode: 'remote', durationMinutes: 30 }
    },
    '404',
  ),
  'calendar.range': only(visitReaders, () => ({ from: '2026-11-01T00:00:00Z', to: '2026-12-01T00:00:00Z' }), 'nothing'),
  'calendar.day': only(visitReaders, () => ({ date: '2026-11-26' }), 'nothing'),
  'calendar.feed': only(visitReaders, undefined, 'nothing'),
  'calendar.issueFeed': only(visitReaders),
  'calendar.revokeFeed': only(visitReaders),

  'booking.lookAtTime': only(visitReaders, () => ({ startsAt: '2026-12-01T09:00:00Z' }), 'own'),
  'booking.agreed': only(
    visitReaders,
    async (world) => ({
      ...{ contactId: await contactIn(world), repId: newId(), mode: 'remote' },
      ...{ startsAt: '2026-12-01T09:00:00Z', durationMinutes: 30 },
    }),
    'nothing',
  ),
  'figures.read': only(visitReaders, () => ({ ...period, by: 'rep' }), 'nothing'),
  'figures.visits': only(visitReaders, () => ({ ...period, measure: 'held' }), 'nothing'),
  'figures.costs': only(visitReaders, () => period, 'own'),
  'figures.coverage': only(visitReaders, () => period, 'own'),
  'report.list': only(visitReaders, undefined, 'nothing'),
  'report.receivers': only(visitReaders, undefined, 'nothing'),
  'report.preview': only(visitReaders, () => shownReport),
  'report.save': only(visitReaders, async (world) => ({ id: await reportIn(world), ...reportOf(world), name: 'Renamed' }), '404'),
  'report.pause': only(visitReaders, async (world) => ({ id: await reportIn(world), paused: true }), '404'),
  'report.send': only(visitReaders, async (world) => ({ id: await reportIn(world), requestId: requestId() }), '404'),
  'report.remove': only(visitReaders, async (world) => ({ id: await reportIn(world) }), '404'),
  'directory.contacts.list': only(visitReaders, undefined, 'nothing'),
  'directory.contacts.get': only(visitReaders, async (world) => ({ id: await contactIn(world) }), '404'),
  'directory.contacts.visits': only(visitReaders, async (world) => ({ id: await contactIn(world) }), '404'),
  // A representative adds contacts and changes none.
  'directory.contacts.save': only(
    ['rep', ...planKeepers],
    async (world) => ({ organizationId: await placeIn(world), form: { name: 'Matrix', language: 'en' } }),
    '404',
  ),
  'directory.contacts.merge': only(
    planKeepers,
    async (world) => ({ keepId: await contactIn(world), goneId: await contactIn(world) }),
    '404',
  ),
  'directory.contacts.distinct': only(
    planKeepers,
    async (world) => ({ oneId: await contactIn(world), otherId: await contactIn(world), distinct: true }),
    '404',
  ),
  'directory.contacts.known': only(visitReaders, () => ({ form: { name: 'Matrix', language: 'en', phone: '+79120000000' } }), 'nothing'),
  'directory.contacts.duplicates': only(planKeepers, undefined, 'nothing'),
  'directory.contacts.previewMerge': only(
    planKeepers,
    async (world) => ({ keepId: await contactIn(world), goneId: await contactIn(world) }),
    '404',
  ),
  'directory.contacts.previewImport': only(planKeepers, async (world) => ({ fileId: await ownTable(world) }), '404'),
  'directory.contacts.import': only(
    planKeepers,
    async (world) => ({
      fileId: await ownTable(world),
      mapping: guessMapping(['ФИО', 'Почта']),
    }),
    '404',
  ),
  'directory.organizations.list': only(visitReaders, undefined, 'nothing'),
  'directory.organizations.save': only(planKeepers, async (world) => ({ id: await placeIn(world), form: { name: 'Matrix' } }), '404'),
  'directory.products.list': only(visitReaders, undefined, 'nothing'),
  'directory.products.save': only(planKeepers, async (world) => ({ id: await productIn(world), form: { name: newId() } }), '404'),

  'plan.list': only(visitReaders, undefined, 'nothing'),
  'plan.save': only(
    planKeepers,
    async (world) => ({ id: await planIn(world), name: newId(), from: '2026-07-01', to: '2026-09-30' }),
    '404',
  ),
  'plan.coverage': only(visitReaders, async (world) => ({ planId: await planIn(world), by: 'rep' }), '404'),
  'plan.proposals': only(visitReaders, async (world) => ({ planId: await planIn(world), mode: 'remote', durationMinutes: 30 }), '404'),
  // Who begins no visit books none.
  'plan.book': only(
    ['rep', 'analyst', 'trainer', ...administrators],
    async (world) => {
      const { planId, id } = await targetIn(world)
      const bookings = [{ id, turn: 0, startsAt: '2026-12-01T09:00:00Z' }]
      return { planId, mode: 'remote', durationMinutes: 30, goals: 'Matrix', bookings }
    },
    '404',
  ),
  'plan.allow': only(
    ['manager', ...administrators],
    async (world) => ({ contactId: await contactIn(world), month: '2026-11', extra: 1, reason: 'Matrix' }),
    '404',
  ),
  'plan.targets.list': only(visitReaders, async (world) => ({ planId: await planIn(world) }), '404'),
  'plan.targets.save': only(
    planKeepers,
    async (world) => {
      const { id: repId } = await makePerson(world.db, [world.organization], ['rep'])
      return { planId: await planIn(world), form: { contactId: await contactIn(world), repId, wanted: 3 } }
    },
    '404',
  ),
  'plan.targets.remove': only(planKeepers, targetIn, '404'),

  'inbox.list': staff(() => ({}), 'nothing'),
  'inbox.counts': staff(undefined, 'nothing'),
  'inbox.claim': only(['support1', ...administrators], ofProcess().input, '404'),
  // Somebody else holds it: a manager may give it back to everybody.
  'inbox.release': only(['manager', ...administrators], heldByAnother, '404'),

  'view.save': staff(() => ({ kind: 'ticket', name: 'Mine', query: {} })),
  'view.list': staff(() => ({}), 'nothing'),
  // A view that nobody shares is its owner's alone: nobody else finds it.
  'view.change': staff(({ viewId }) => ({ id: viewId, sharing: 'everybody' }), '404'),
  'view.remove': staff(({ viewId }) => ({ id: viewId }), '404'),

  'relation.list': only(readers, ofProcess().input, '404'),
  // Past the right to look at the first process: no other has this number, and nothing is linked.
  'relation.add': only(readers, ofProcess(() => ({ number: 'О-2026-999999', kind: 'blocks', end: 'from' })).input, '404'),
  'relation.remove': only(readers, ofProcess(() => ({ relationId: newId() })).input, '404'),

  'absence.list': staff(undefined, 'nothing'),
  'absence.set': staff(() => ({
    fromAt: '2030-01-01T09:00:00Z',
    toAt: '2030-01-08T09:00:00Z',
    delegateId: null,
    assignments: 'queue',
    reason: 'matrix',
  })),
  'absence.end': staff(() => ({ id: newId() }), '404'),

  'watch.list': only(readers, ofProcess().input, '404'),
  'watch.set': only(readers, ofProcess(() => ({ extent: 'all' })).input, '404'),

  'notification.list': staff(() => ({}), 'nothing'),
  'notification.read': staff(() => ({}), 'nothing'),

  'people.list': staff(() => ({}), 'nothing'),

  // Backups are the installation's: no affair of one organization's administrator, and the same for every other one.
  'admin.backups.list': only(['admin'], undefined, 'nothing'),
  'admin.backups.set': only(['admin'], () => ({ plan: 'weekly', enabled: true, weekday: 7, minuteOfDay: 60, keep: 4 })),
  'admin.backups.start': only(['admin']),

  'admin.users.list': only(administrators, () => ({}), 'nothing'),
  'admin.users.create': only(administrators, () => ({ email: `${newId()}@new.example`, name: 'New', roles: ['tester'], lang: 'en' })),
  'admin.users.update': only(administrators, async (world) => ({ id: await target(world), roles: ['analyst'] }), '404'),
  'admin.users.remove': only(administrators, async (world) => ({ id: await target(world) }), '404'),
  'admin.users.resetPassword': only(administrators, async (world) => ({ id: await target(world) }), '404'),
  'admin.calendar.get': only(administrators),
  'admin.calendar.set': only(administrators, () => ({
    zone: 'Europe/Moscow',
    week: { mon: [{ fromMinute: 540, toMinute: 1080 }], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] },
    holidays: [],
    exceptions: {},
  })),
  'admin.report.get': only(administrators),
  'admin.report.set': only(administrators, () => ({ seenVersion: 0, questions: ['notes'], budget: 5 })),
  'admin.policies.list': only(administrators),
  'admin.policies.set': only(administrators, () => ({ name: 'sla.solution', policy: { amount: 4, unit: 'days', clock: 'business-days' } })),
  'admin.organization.get': only(administrators, undefined, 'nothing'),
  'admin.organization.set': only(administrators, () => ({ name: 'Renamed', lang: 'ru' })),
  'admin.texts.list': only(administrators, undefined, 'nothing'),
  'admin.texts.set': only(administrators, () => ({ name: 'staff.reminder', lang: 'en', ...usualText('staff.reminder', 'en'), seen: null })),
  'admin.texts.reset': only(
    administrators,
    async ({ db, organization }) => ({ name: 'staff.escalation', lang: 'en', seen: await ownText(db, organization.id) }),
    '404',
  ),
  'admin.texts.try': only(administrators, () => ({ name: 'staff.reminder', lang: 'en', ...usualText('staff.reminder', 'en') })),
  'admin.audit.list': only([...administrators, 'auditor'], () => ({}), 'nothing'),
  'admin.audit.verify': only([...administrators, 'auditor'], undefined, 'nothing'),

  live: staff(undefined, 'nothing'),
}

/** The organization's own text of an escalation, new each time. */
async function ownText(db: Database, tenantId: string): Promise<string> {
  const id = newId()
  const mine = and(eq(messageTexts.tenantId, tenantId), eq(messageTexts.name, 'staff.escalation'))
  await db.tenant(tenantId, async (tx) => {
    await tx.update(messageTexts).set({ endedAt: new Date() }).where(mine)
    const text = { name: 'staff.escalation', lang: 'en', ...usualText('staff.escalation', 'en') } as const
    await tx.insert(messageTexts).values({ id, tenantId, ...text, byId: newId(), byName: 'Matrix', at: new Date() })
  })
  return id
}

/** A file that somebody has uploaded and not sent yet. */
export async function ownFile(db: Database, tenantId: string, userId: string): Promise<string> {
  const id = newId()
  const file = { id, tenantId, name: 'matrix.txt', contentType: 'text/plain', sizeBytes: 0, sha256: '', uploadedBy: userId, at: new Date() }
  await db.tenant(tenantId, (tx) => tx.insert(files).values(file))
  return id
}

/** A table of one contact that the asker uploaded. */
async function ownTable({ db, organization, asker }: World): Promise<string> {
  const id = newId()
  const content = inMemory(Buffer.from('Name;E-mail\nMatrix;contact@matrix.example\n'))
  const nowhere = { processId: null, messageId: null, inline: false, contentId: null }
  const file = {
    ...nowhere,
    id,
    tenantId: organization.id,
    name: 'contacts.csv',
    contentType: 'text/plain',
    uploadedBy: asker.id,
    at: new Date(),
  }
  await db.tenant(organization.id, (tx) => writeFile(tx, { ...file, content }))
  return id
}

/** A file of a process of the organization. */
export async function fileOfProcess(db: Database, tenantId: string, processId: string): Promise<string> {
  const id = await ownFile(db, tenantId, newId())
  await db.tenant(tenantId, (tx) => tx.update(files).set({ processId }).where(eq(files.id, id)))
  return id
}

/** Every route outside tRPC: the status without a session, and what stands behind it. */
export const routes: Readonly<Record<string, { readonly signedOut: number; readonly why: string; readonly body?: Json }>> = {
  'GET /healthz': { signedOut: 200, why: 'says only that the process answers' },
  'GET /readyz': { signedOut: 503, why: 'says only what is up; the matrix has no workers' },
  'GET /metrics': { signedOut: 200, why: 'numbers, to this machine or with the token; http.test.ts' },
  'POST /files': { signedOut: 401, why: 'needs a session' },
  'GET /files/:id': { signedOut: 401, why: 'needs a session; another organization gets 404 below' },
  'GET /export/processes.csv': { signedOut: 401, why: 'needs a session; the same verb as process.export' },
  'GET /export/processes.xlsx': { signedOut: 401, why: 'needs a session; the same verb as process.export' },
  'GET /export/visit-figures.csv': { signedOut: 401, why: 'needs a session; the same verb as figures.read' },
  'GET /export/visit-figures.xlsx': { signedOut: 401, why: 'needs a session; the same verb as figures.read' },
  'GET /feed/:file': { signedOut: 404, why: 'needs the secret of a calendar feed' },
  'POST /r/api/open': { signedOut: 404, why: 'needs a private link’s token' },
  'POST /r/api/:link/answer': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', text: 'Words' },
  },
  'POST /r/api/:link/rate': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', rating: 5 },
  },
  'POST /r/api/:link/reopen': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', comment: 'Words' },
  },
  'GET /r/api/:link/thread': { signedOut: 404, why: 'needs the link’s cookie' },
  'GET /r/api/:link/files/:id': { signedOut: 404, why: 'needs the link’s cookie' },
  'POST /r/api/:link/files': { signedOut: 404, why: 'needs the link’s cookie' },
  'POST /v/api/open': { signedOut: 404, why: 'needs a contact’s private link’s token' },
  'GET /v/api/:link/page': { signedOut: 404, why: 'needs the link’s cookie' },
  'GET /v/api/:link/times': { signedOut: 404, why: 'needs the link’s cookie' },
  'GET /v/api/:link/meeting.ics': { signedOut: 404, why: 'needs the link’s cookie' },
  'POST /v/api/:link/confirm': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999' },
  },
  'POST /v/api/:link/decline': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999' },
  },
  'POST /v/api/:link/other-time': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', text: 'Words' },
  },
  'POST /v/api/:link/consent': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', version: '2026-11' },
  },
  'POST /v/api/:link/enter': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', device: '01999999-9999-7999-8999-999999999999' },
  },
  'POST /v/api/:link/leave': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', device: '01999999-9999-7999-8999-999999999999' },
  },
  'POST /v/api/:link/feedback': {
    signedOut: 404,
    why: 'needs the link’s cookie',
    body: { requestId: '01999999-9999-7999-8999-999999999999', rating: 5 },
  },
  'GET /new/api/:slug': { signedOut: 404, why: 'the public form of an organization, if there is one' },
  'POST /new/api/:slug': { signedOut: 400, why: 'the public form; anything else is no form' },
}

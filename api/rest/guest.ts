import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { confirm, decline, giveFeedback } from '../../services/guest/act.ts'
import { askOtherTime } from '../../services/guest/ask-other-time.ts'
import { meetingCalendar } from '../../services/guest/calendar.ts'
import { consent } from '../../services/guest/consent.ts'
import { enter } from '../../services/guest/enter.ts'
import { otherTimes } from '../../services/guest/other-times.ts'
import { readGuestPage } from '../../services/guest/page.ts'
import { leave } from '../../services/guest/seat.ts'
import type { ApiDeps } from '../deps.ts'
import { linkDoor } from './link-door.ts'
import type { OfLink } from './link-door.ts'
import { onlyJson } from './only-json.ts'

const requestId = z.uuid()
const comment = z.string().max(4_000).optional()

/** What each action of the page takes, by the last part of its address. */
export const guestInputs = {
  confirm: z.strictObject({ requestId }),
  decline: z.strictObject({ requestId, comment }),
  'other-time': z.strictObject({ requestId, text: z.string().max(4_000), startsAt: z.iso.datetime().optional() }),
  consent: z.strictObject({ requestId, version: z.string().max(40), observers: z.array(z.string().max(400)).max(100).optional() }),
  enter: z.strictObject({ requestId, device: z.uuid() }),
  leave: z.strictObject({ requestId, device: z.uuid() }),
  feedback: z.strictObject({ requestId, rating: z.number(), comment }),
} as const

const done = { done: true } as const

/** The side of a visit's contact: one meeting, by its private link. Opening by GET does nothing. */
export async function addGuest(app: FastifyInstance, deps: ApiDeps): Promise<void> {
  const door = linkDoor(deps, 'v', 'contact')
  await app.register(async (scope) => {
    onlyJson(scope)
    door.addOpening(scope)
    scope.get<OfLink>('/v/api/:link/page', async (request) => readGuestPage(await door.visitorOf(request), deps.chats))
    scope.get<OfLink>('/v/api/:link/times', async (request) => otherTimes(await door.visitorOf(request)))
    scope.get<OfLink>('/v/api/:link/meeting.ics', async (request, reply) =>
      reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'attachment; filename="meeting.ics"')
        .send(await meetingCalendar(await door.visitorOf(request))),
    )
    scope.post<OfLink>('/v/api/:link/confirm', async (request) => {
      const { requestId: asked, ...input } = guestInputs.confirm.parse(request.body)
      await confirm({ ...(await door.actingVisitor(request, asked)), input })
      return done
    })
    scope.post<OfLink>('/v/api/:link/decline', async (request) => {
      const { requestId: asked, ...input } = guestInputs.decline.parse(request.body)
      await decline({ ...(await door.actingVisitor(request, asked)), input })
      return done
    })
    scope.post<OfLink>('/v/api/:link/other-time', async (request) => {
      const { requestId: asked, ...input } = guestInputs['other-time'].parse(request.body)
      await askOtherTime({ ...(await door.actingVisitor(request, asked)), input })
      return done
    })
    scope.post<OfLink>('/v/api/:link/consent', async (request) => {
      const { requestId: asked, ...input } = guestInputs.consent.parse(request.body)
      await consent({ ...(await door.actingVisitor(request, asked)), input })
      return done
    })
    scope.post<OfLink>('/v/api/:link/feedback', async (request) => {
      const { requestId: asked, ...input } = guestInputs.feedback.parse(request.body)
      await giveFeedback({ ...(await door.actingVisitor(request, asked)), input })
      return done
    })
    // A heartbeat every few seconds is no try to do something: it has a measure of its own.
    scope.post<OfLink>('/v/api/:link/enter', async (request) => {
      const { requestId: asked, ...input } = guestInputs.enter.parse(request.body)
      const visitor = await door.visitorOf(request, asked)
      await deps.limits.seat.take(visitor.linkId)
      return enter({ visitor, engine: deps.engine, video: deps.video, input })
    })
    scope.post<OfLink>('/v/api/:link/leave', async (request) => {
      const { requestId: asked, ...input } = guestInputs.leave.parse(request.body)
      const visitor = await door.visitorOf(request, asked)
      await deps.limits.seat.take(visitor.linkId)
      await leave({ visitor, input })
      return done
    })
  })
}

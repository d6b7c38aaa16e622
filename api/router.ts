import { absenceRouter } from './routers/absence.ts'
import { adminRouter } from './routers/admin.ts'
import { bookingRouter } from './routers/booking.ts'
import { coachingRouter } from './routers/coaching.ts'
import { directoryRouter } from './routers/directory.ts'
import { figureRouter } from './routers/figure.ts'
import { calendarRouter } from './routers/calendar.ts'
import { inboxRouter } from './routers/inbox.ts'
import { live } from './routers/live.ts'
import { notificationRouter } from './routers/notification.ts'
import { peopleRouter } from './routers/person.ts'
import { planRouter } from './routers/plan.ts'
import { processReads } from './routers/process-reads.ts'
import { processWrites } from './routers/process-writes.ts'
import { relationRouter } from './routers/relation.ts'
import { reportRouter } from './routers/report.ts'
import { roomRouter } from './routers/room.ts'
import { sessionRouter } from './routers/session.ts'
import { viewRouter } from './routers/view.ts'
import { watchRouter } from './routers/watch.ts'
import { router } from './trpc.ts'

/** Every procedure of the product, at `/trpc`. */
export const appRouter = router({
  session: sessionRouter,
  process: router({ ...processReads, ...processWrites }),
  figures: figureRouter,
  report: reportRouter,
  inbox: inboxRouter,
  absence: absenceRouter,
  booking: bookingRouter,
  room: roomRouter,
  coaching: coachingRouter,
  relation: relationRouter,
  directory: directoryRouter,
  calendar: calendarRouter,
  view: viewRouter,
  watch: watchRouter,
  notification: notificationRouter,
  people: peopleRouter,
  plan: planRouter,
  admin: adminRouter,
  live,
})
/** The only thing the web knows of the API. */
export type AppRouter = typeof appRouter

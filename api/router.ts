import { adminRouter } from './routers/admin.ts'
import { live } from './routers/live.ts'
import { processWrites } from './routers/process-writes.ts'
import { sessionRouter } from './routers/session.ts'
import { router } from './trpc.ts'

/** Every procedure of the product, at `/trpc`. */
export const appRouter = router({ session: sessionRouter, admin: adminRouter, process: processWrites, live })
/** The only thing the web knows of the API. */
export type AppRouter = typeof appRouter

import { z } from 'zod'
import { answerAtDoor, enterRoom } from '../../services/visit/room.ts'
import { id } from '../input.ts'
import { router, signedIn } from '../trpc.ts'

/** The room of a remote visit, for whoever holds it. */
export const roomRouter = router({
  /** Answers an address to open in a tab of its own. */
  enter: signedIn.input(z.strictObject({ id })).mutation(({ ctx, input }) => enterRoom({ ctx: ctx.verb, video: ctx.deps.video, input })),

  /** Lets in, or not, a browser that waits because somebody is inside by the same link. */
  answerAtDoor: signedIn
    .input(z.strictObject({ id, guestId: id, admit: z.boolean() }))
    .mutation(({ ctx, input }) => answerAtDoor({ ctx: ctx.verb, input })),
})

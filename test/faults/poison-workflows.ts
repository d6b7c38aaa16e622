import { workflowInfo } from '@temporalio/workflow'
import { ticket as ticketDefinition } from '../../domain/ticket.ts'
import type { Handlers } from '../../workflows/engine/handlers.ts'
import { runProcess } from '../../workflows/engine/run-process.ts'

const hourMs = 3_600_000

/** A release with three mistakes, each for tickets of one subject; every other ticket goes as always. */
const mistakes: Handlers<typeof ticketDefinition> = {
  async registered(process) {
    if (process.data.subject === 'loops') for (;;);
    // A timer that no replay finds again.
    if (process.data.subject === 'forgets' && !workflowInfo().unsafe.isReplaying) await process.next({ until: process.now() + hourMs })
    return process.next()
  },
  async inProgress(process) {
    if (process.data.subject === 'throws') throw new TypeError('Cannot read properties of undefined')
    return process.next()
  },
}

export const ticket = runProcess(ticketDefinition, mistakes)
export { canary } from '../../workflows/index.ts'
export { pulse } from '../../workflows/pulse.ts'

import { ticket as ticketDefinition } from '../../domain/ticket.ts'
import { runProcess } from '../../workflows/engine/run-process.ts'

/** The ticket under its own name, making way for a fresh run after every seventh request. */
export const ticket = runProcess(ticketDefinition, {}, { maxUpdates: 7 })

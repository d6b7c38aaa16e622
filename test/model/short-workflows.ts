import { ticket as ticketDefinition } from '../../domain/ticket.ts'
import { visit as visitDefinition } from '../../domain/visit.ts'
import { runProcess } from '../../workflows/engine/run-process.ts'

// Processes under their own names, making way for a fresh run after every seventh request.

export const ticket = runProcess(ticketDefinition, {}, { maxUpdates: 7 })
export const visit = runProcess(visitDefinition, {}, { maxUpdates: 7 })

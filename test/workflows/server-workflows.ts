import { ticket as ticketDefinition } from '../../domain/ticket.ts'
import { visit as visitDefinition } from '../../domain/visit.ts'
import { runProcess } from '../../workflows/engine/run-process.ts'
import { toy as toyDefinition, toyHandlers } from './toy.ts'

export const ticket = runProcess(ticketDefinition, {})
export const visit = runProcess(visitDefinition, {})
/** Makes way after every third request. */
export const shortTicket = runProcess(ticketDefinition, {}, { maxUpdates: 3 })
export const toy = runProcess(toyDefinition, toyHandlers)
export { pulse } from '../../workflows/pulse.ts'

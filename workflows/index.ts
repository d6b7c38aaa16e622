import { ticket as ticketDefinition } from '../domain/ticket.ts'
import { visit as visitDefinition } from '../domain/visit.ts'
import { runProcess } from './engine/run-process.ts'

export { pulse } from './pulse.ts'

/** A workflow that only finishes: health is asked of it, not of an open port. */
export async function canary(): Promise<string> {
  return 'alive'
}

export const ticket = runProcess(ticketDefinition, {})
export const visit = runProcess(visitDefinition, {})

export { backupByHand, nightlyBackup, weeklyBackup } from './backup.ts'

import type { Party } from '../../../domain/roles.ts'
import { ask } from '../../lib/api.ts'

export interface Person {
  readonly id: string
  readonly name: string
}

/** Members of staff who belong to a party, for choosing one. */
export const readPeople = (party: Party): Promise<{ readonly items: readonly Person[] }> => ask('people.list', { party })

import type { Party } from '../../../domain/roles.ts'
import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

/** Members of staff who belong to a party, for choosing one. */
export const readPeople = (party: Party): Promise<Outputs['people']['list']> => api.people.list.query({ party })

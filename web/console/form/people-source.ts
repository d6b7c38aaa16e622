import type { Party } from '../../../domain/roles.ts'
import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { formatMoment } from '../../lib/format.ts'
import { t } from './form-words.ts'

/** Members of staff who belong to a party, for choosing one. */
export const readPeople = (party: Party): Promise<Outputs['people']['list']> => api.people.list.query({ party })

/** A person's name, with until when they are away. */
export const withAbsence = ({ name, awayUntil }: Outputs['people']['list']['items'][number]): string =>
  awayUntil === null ? name : t('absence.named', { name, moment: formatMoment(awayUntil) })

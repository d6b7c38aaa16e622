import { weekOfHours, wrongHours } from '../../domain/visit-hours.ts'
import { wrongField } from '../problem.ts'

/** @throws Problem BadInput for hours of a week that say none */
export function checkHours(text: string | null): void {
  if (text !== null && weekOfHours(text) === undefined) throw wrongField('visitHours', wrongHours)
}

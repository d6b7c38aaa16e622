import { unchecked } from '../finding.ts'
import type { Finding } from '../finding.ts'

/** I2: money is conserved. */
export const money = async (): Promise<Finding> => unchecked('there is no ledger yet: no process moves money')

import type { Scenario } from '../scenario.ts'
import { mixed } from './mixed.ts'

/** Everything that can be done to an installation. */
export const scenarios: readonly Scenario[] = [mixed]

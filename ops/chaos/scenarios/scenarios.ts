import type { Scenario } from '../scenario.ts'
import { crashPointsScenario } from './crash-points.ts'
import { mixed } from './mixed.ts'
import { workerKilled } from './worker-killed.ts'

/** Everything that can be done to an installation. */
export const scenarios: readonly Scenario[] = [mixed, workerKilled, crashPointsScenario]

import type { Scenario } from './scenario.ts'
import { engineThroughput } from './engine/throughput.ts'
import { webWeight } from './web/weight.ts'

/** Everything that can be measured, in the order it is run in. */
export const scenarios: readonly Scenario[] = [webWeight, engineThroughput]

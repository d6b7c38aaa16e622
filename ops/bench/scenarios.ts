import { memory } from './engine/memory.ts'
import { engineThroughput } from './engine/throughput.ts'
import { calendar } from './reading/calendar.ts'
import { exports } from './reading/exports.ts'
import { figures } from './reading/figures.ts'
import { lists } from './reading/lists.ts'
import { pages } from './reading/pages.ts'
import { searches } from './reading/searches.ts'
import { starts } from './starts.ts'
import type { Scenario } from './scenario.ts'
import { live } from './web/live.ts'
import { webTimes } from './web/times.ts'
import { webWeight } from './web/weight.ts'

/** Everything that can be measured, in the order it is run in. */
export const scenarios: readonly Scenario[] = [
  engineThroughput,
  memory,
  starts,
  lists,
  searches,
  pages,
  exports,
  figures,
  calendar,
  webWeight,
  webTimes,
  live,
]

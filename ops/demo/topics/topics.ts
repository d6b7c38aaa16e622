import type { Topic } from '../topic.ts'
import { accessTopics } from './access.ts'
import { fieldTopics } from './field.ts'
import { integrationTopics } from './integration.ts'
import { orderTopics } from './orders.ts'
import { reportTopics } from './reports.ts'
import { tillTopics } from './till.ts'

/** Everything people write about. */
export const topics: readonly Topic[] = [
  ...accessTopics,
  ...fieldTopics,
  ...integrationTopics,
  ...orderTopics,
  ...reportTopics,
  ...tillTopics,
]

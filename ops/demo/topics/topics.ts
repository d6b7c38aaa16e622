import type { Topic } from '../topic.ts'
import { accessTopics } from './access.ts'

export const topics: readonly Topic[] = [...accessTopics]

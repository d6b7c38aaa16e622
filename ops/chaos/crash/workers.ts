import { armActivities } from './activities.ts'
import { armStarts, armUpdates } from './engine-calls.ts'
import { armSending } from './letters.ts'
import { armTransactions } from './transactions.ts'

// The workers as they are, but that they die where it is ordered. The product knows nothing of it.
armTransactions()
armActivities()
armStarts('relay')
armUpdates('sweep')
armSending()
await import('../../../workers/main.ts')

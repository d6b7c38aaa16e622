import { armStarts, armUpdates } from './engine-calls.ts'
import { armListener } from './letters.ts'
import { armTransactions } from './transactions.ts'

// The API as it is, but that it dies where it is ordered.
armTransactions()
armStarts('start')
armUpdates('act')
armListener()
await import('../../../api/main.ts')

import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { forgetNoted, rememberClaimed } from './claimed-letters.ts'
import { dieIfOrdered } from './die.ts'

/** The name of the activity that runs now, for what happens deep within it. */
export const activity = new AsyncLocalStorage<string>()

/** Transactions outside activities, by what they write. */
const marks = [
  ['start', 'insert into "processes"'],
  ['claim', 'update "intake" set "attempts"'],
  ['letters', 'update "deliveries" set "claimed_by"'],
  ['note', 'with noted as (update deliveries d set status'],
] as const
type Mark = (typeof marks)[number][0]

/** What a transaction has written so far; with a note also its values. */
type Written = Map<Mark, unknown>

interface Query {
  readonly text: string
  readonly values: unknown
}

function queryOf(query: unknown): Query {
  if (typeof query === 'string') return { text: query, values: [] }
  if (typeof query !== 'object' || query === null || !('text' in query) || typeof query.text !== 'string') return { text: '', values: [] }
  return { text: query.text, values: 'values' in query ? query.values : [] }
}

function beforeCommit(within: Written): void {
  const running = activity.getStore()
  if (running !== undefined) dieIfOrdered(`${running} before commit`)
  if (within.has('start')) dieIfOrdered('start before commit')
}

function afterCommit(within: Written): void {
  if (within.has('claim')) dieIfOrdered('relay after claim')
  if (within.has('letters')) dieIfOrdered('send after claim')
  if (!within.has('note')) return
  forgetNoted(within.get('note'))
  dieIfOrdered('send after note')
}

/** Puts points around the commits of this process. */
export function armTransactions(): void {
  const written = new WeakMap<object, Written>()
  pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
    apply(target, client: object, args: unknown[]) {
      // Drizzle gives the values beside a query that has none of its own.
      const query = queryOf(args[0])
      const text = query.text.trimStart().toLowerCase()
      const begins = text.startsWith('begin')
      const within: Written = (begins ? undefined : written.get(client)) ?? new Map()
      written.set(client, within)
      const mark = marks.find(([, beginning]) => text.startsWith(beginning))?.[0]
      if (mark !== undefined) within.set(mark, Array.isArray(args[1]) ? args[1] : query.values)
      if (text === 'commit') beforeCommit(within)
      const answer: unknown = Reflect.apply(target, client, args)
      if (!(answer instanceof Promise)) return answer
      if (mark === 'letters')
        return answer.then((result: unknown) => {
          rememberClaimed(result)
          return result
        })
      if (text !== 'commit' || within.size === 0) return answer
      return answer.then((result: unknown) => {
        afterCommit(within)
        return result
      })
    },
  })
}

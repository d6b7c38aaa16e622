import { AsyncLocalStorage } from 'node:async_hooks'
import pg from 'pg'
import { dieIfOrdered } from './die.ts'

/** The activity that runs now, for what happens deep within it. */
export const activity = new AsyncLocalStorage<{
  readonly name: string
  /** Called when its work is done. */
  readonly atEnd: (() => void)[]
}>()

/** Transactions outside activities, by what they write. */
const marks = [
  ['start', 'insert into "processes"'],
  ['claim', 'update "intake" set "attempts"'],
] as const
type Mark = (typeof marks)[number][0]

function textOf(query: unknown): string {
  if (typeof query === 'string') return query
  return typeof query === 'object' && query !== null && 'text' in query && typeof query.text === 'string' ? query.text : ''
}

function beforeCommit(within: ReadonlySet<Mark>): void {
  const running = activity.getStore()
  if (running !== undefined) dieIfOrdered(`${running.name} before commit`)
  if (within.has('start')) dieIfOrdered('start before commit')
}

/** Puts points around the commits of this process. */
export function armTransactions(): void {
  const written = new WeakMap<object, Set<Mark>>()
  pg.Client.prototype.query = new Proxy(pg.Client.prototype.query, {
    apply(target, client: object, args: unknown[]) {
      const text = textOf(args[0]).toLowerCase()
      const within = written.get(client) ?? new Set<Mark>()
      written.set(client, within)
      if (text.startsWith('begin')) within.clear()
      for (const [mark, beginning] of marks) if (text.startsWith(beginning)) within.add(mark)
      if (text === 'commit') beforeCommit(within)
      const answer: unknown = Reflect.apply(target, client, args)
      if (text !== 'commit' || !within.has('claim') || !(answer instanceof Promise)) return answer
      return answer.then((result: unknown) => {
        dieIfOrdered('relay after claim')
        return result
      })
    },
  })
}

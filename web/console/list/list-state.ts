import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { useLive } from '../../lib/live.ts'
import type { ProcessRow } from '../process/process-types.ts'
import type { ListQuery } from './list-query.ts'
import { readList } from './list-source.ts'

const pageSize = 50
const mostRefreshed = 200
const calmMs = 300

/** Rows of a list, page by page, kept live: what changed is changed in place, what is read stays where it was. */
export function createList(kind: () => string, query: () => ListQuery) {
  const [held, setHeld] = createStore<{ rows: ProcessRow[] }>({ rows: [] })
  const [count, setCount] = createSignal({ shown: 0, more: false })
  const [cursor, setCursor] = createSignal<string | null>(null)
  const [failure, setFailure] = createSignal<Failure>()
  const [phase, setPhase] = createSignal<'first' | 'ready' | 'more'>('first')
  let turn = 0

  const load = async (limit: number): Promise<void> => {
    const mine = ++turn
    try {
      const page = await readList(kind(), query(), limit)
      if (mine !== turn) return
      setHeld('rows', reconcile([...page.items], { key: 'id' }))
      setCount({ shown: page.count, more: page.countIsMore })
      setCursor(page.nextCursor)
      setFailure(undefined)
    } catch (error) {
      if (mine === turn) setFailure(failureOf(error))
    } finally {
      if (mine === turn) setPhase('ready')
    }
  }
  const more = async (): Promise<void> => {
    const from = cursor()
    if (from === null || phase() !== 'ready') return
    setPhase('more')
    const mine = turn
    try {
      const page = await readList(kind(), query(), pageSize, from)
      if (mine !== turn) return
      const known = new Set(held.rows.map((row) => row.id))
      setHeld('rows', (rows) => [...rows, ...page.items.filter((row) => !known.has(row.id))])
      setCursor(page.nextCursor)
    } catch (error) {
      if (mine === turn) setFailure(failureOf(error))
    } finally {
      if (mine === turn) setPhase('ready')
    }
  }
  const refresh = (): void => {
    // A long list is refreshed as far as it fits one answer; the rest comes again when one scrolls.
    void load(Math.min(mostRefreshed, Math.max(pageSize, held.rows.length)))
  }
  createEffect(
    on([kind, query], () => {
      setPhase('first')
      void load(pageSize)
    }),
  )
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => {
    clearTimeout(timer)
    turn = -1
  })
  useLive(
    (change) => change.kind === kind(),
    () => {
      clearTimeout(timer)
      timer = setTimeout(refresh, calmMs)
    },
  )
  return { rows: () => held.rows, count, hasMore: () => cursor() !== null, phase, failure, more, refresh }
}

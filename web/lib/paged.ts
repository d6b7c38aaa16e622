import type { Accessor } from 'solid-js'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Failure } from './failure.ts'
import { failureOf } from './failure.ts'

export interface Page {
  readonly items: readonly object[]
  readonly nextCursor: string | null
}
export interface Paged<P extends Page> {
  readonly items: () => P['items']
  /** The first page, with what it says about the whole; undefined until it came. */
  readonly first: Accessor<P | undefined>
  readonly hasMore: () => boolean
  readonly loadingMore: Accessor<boolean>
  readonly failure: Accessor<Failure | undefined>
  readonly more: () => Promise<void>
  /** Asks again for everything that is shown. */
  readonly refresh: () => Promise<void>
}

const mostAgain = 1_000

/**
 * A list without end, page by page by its cursor. What changed is changed in its place, so nothing jumps; answers that
 * come out of order are dropped. A refresh of over a thousand rows keeps the first thousand.
 */
export function createPaged<I, P extends Page>(
  input: Accessor<I>,
  read: (input: I, cursor: string | undefined) => Promise<P>,
  key: keyof P['items'][number] & string,
): Paged<P> {
  const [held, setHeld] = createStore<{ items: readonly P['items'][number][] }>({ items: [] })
  const [first, setFirst] = createSignal<P>()
  const [cursor, setCursor] = createSignal<string | null>(null)
  const [loadingMore, setLoadingMore] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  let turn = 0
  // What was asked for counts when a refresh overtakes it.
  let wanted = 0
  onCleanup(() => {
    turn = -1
  })

  const show = (items: readonly P['items'][number][], next: string | null): void => {
    setHeld(reconcile({ items }, { key }))
    setCursor(next)
    setFailure(undefined)
  }
  const load = async (atLeast: number): Promise<void> => {
    if (turn < 0) return
    const mine = ++turn
    const asked = input()
    try {
      const top = await read(asked, undefined)
      let items: readonly P['items'][number][] = top.items
      let next = top.nextCursor
      while (next !== null && items.length < Math.min(atLeast, mostAgain) && mine === turn) {
        const page: P = await read(asked, next)
        items = [...items, ...page.items]
        next = page.nextCursor
      }
      if (mine !== turn) return
      wanted = 0
      setFirst(() => top)
      show(items, next)
    } catch (error) {
      if (mine === turn) setFailure(failureOf(error))
    }
  }
  const more = async (): Promise<void> => {
    const from = cursor()
    if (from === null || loadingMore()) return
    const mine = turn
    setLoadingMore(true)
    wanted = held.items.length + 1
    try {
      const page = await read(input(), from)
      if (mine !== turn) return
      const known = new Set(held.items.map((item) => item[key]))
      const came: readonly P['items'][number][] = page.items
      show([...held.items, ...came.filter((item) => !known.has(item[key]))], page.nextCursor)
    } catch (error) {
      if (mine === turn) setFailure(failureOf(error))
    } finally {
      setLoadingMore(false)
    }
  }
  createEffect(
    on(input, () => {
      setFailure(undefined)
      setCursor(null)
      wanted = 0
      void load(0)
    }),
  )
  const refresh = (): Promise<void> => load(Math.max(wanted, held.items.length))
  return { items: () => held.items, first, hasMore: () => cursor() !== null, loadingMore, failure, more, refresh }
}

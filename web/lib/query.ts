import type { Accessor } from 'solid-js'
import { createEffect, createSignal, on, onCleanup } from 'solid-js'
import { createStore, reconcile } from 'solid-js/store'
import type { Failure } from './failure.ts'
import { failureOf } from './failure.ts'

export interface Query<O> {
  /** The last answer; stays on the screen while it is asked again. */
  readonly data: () => O | undefined
  readonly failure: Accessor<Failure | undefined>
  readonly busy: Accessor<boolean>
  readonly refetch: () => Promise<void>
}

/**
 * Asks the server whenever `input` changes (not while it is undefined) and merges the answer into a store by `id`, so
 * that a refresh changes only what changed: no jump, no lost focus. Answers that come out of order are dropped.
 */
export function createQuery<I, O extends object>(
  input: Accessor<I | undefined>,
  read: (input: I) => Promise<O>,
  options: { readonly keep?: boolean; readonly mergeBy?: string } = {},
): Query<O> {
  const [held, setHeld] = createStore<{ value: O | undefined }>({ value: undefined })
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  let turn = 0
  onCleanup(() => {
    turn = -1
  })
  const refetch = async (): Promise<void> => {
    const asked = input()
    if (asked === undefined || turn < 0) return
    const mine = ++turn
    setBusy(true)
    try {
      const value = await read(asked)
      if (mine !== turn) return
      setHeld(reconcile({ value }, { key: options.mergeBy ?? 'id' }))
      setFailure(undefined)
    } catch (error) {
      if (mine === turn) setFailure(failureOf(error))
    } finally {
      if (mine === turn) setBusy(false)
    }
  }
  createEffect(
    on(input, () => {
      if (options.keep !== true) setHeld({ value: undefined })
      setFailure(undefined)
      void refetch()
    }),
  )
  return { data: () => held.value, failure, busy, refetch }
}

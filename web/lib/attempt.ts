import type { Accessor } from 'solid-js'
import { createSignal } from 'solid-js'
import type { Failure } from './failure.ts'
import { failureOf } from './failure.ts'

export interface Attempt {
  readonly busy: Accessor<boolean>
  /** Why the last try failed; undefined while another one is under way. */
  readonly failure: Accessor<Failure | undefined>
  /** Does nothing while a try is under way; never throws. */
  readonly run: (work: () => Promise<void>) => Promise<void>
}

/** What a form sends to the server: one try at a time, and why the last one failed. */
export function createAttempt(): Attempt {
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return
    setBusy(true)
    setFailure(undefined)
    try {
      await work()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return { busy, failure, run }
}

import type { Accessor } from 'solid-js'
import { createSignal, onCleanup } from 'solid-js'

const patienceMs = 250

/** What somebody types, and what is asked of the server for it: a moment later, so that not every letter asks. */
export function createPatientText(): {
  readonly typed: Accessor<string>
  readonly asked: Accessor<string>
  readonly type: (text: string) => void
} {
  const [typed, setTyped] = createSignal('')
  const [asked, setAsked] = createSignal('')
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  const type = (text: string): void => {
    setTyped(text)
    clearTimeout(timer)
    timer = setTimeout(() => setAsked(text.trim()), patienceMs)
  }
  return { typed, asked, type }
}

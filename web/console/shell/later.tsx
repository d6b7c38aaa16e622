import type { Component, JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { Dynamic } from 'solid-js/web'
import { failureOf } from '../../lib/failure.ts'
import { showToast } from '../../ui/toast.tsx'

/** When the first screen has what it needs even over a slow line. */
const restMs = 5_000

/**
 * A window that no screen opens with: it is fetched when it is asked for, or some seconds after the screen that may ask, so that
 * it is usually there. It closes with a word of why when it cannot be had; `onMissing` takes back what it was opened for.
 */
export function later<Props extends { readonly onClose: () => void }>(
  load: () => Promise<Component<Props>>,
): Component<Props & { readonly onMissing?: () => void }> {
  const [part, setPart] = createSignal<Component<Props>>()
  const bring = async (): Promise<void> => {
    const loaded = await load()
    setPart(() => loaded)
  }
  setTimeout(() => void bring().catch(() => undefined), restMs)
  return (props): JSX.Element => {
    if (part() === undefined)
      bring().catch((error: unknown) => {
        showToast(failureOf(error).message, 'late')
        props.onMissing?.()
        props.onClose()
      })
    return <Show when={part()}>{(loaded) => <Dynamic component={loaded()} {...props} />}</Show>
  }
}

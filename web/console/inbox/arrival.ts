import { createEffect, on } from 'solid-js'

/** So long a task that came by itself takes no press. */
const calmMs = 700

/**
 * Receives a task that came by itself as soon as it is on the screen: the focus goes to its heading. Whoever is elsewhere, in the
 * list or its filters, stays there.
 */
export function createArrival(told: {
  /** The task that came by itself; undefined until it is shown, and for one that somebody chose. */
  readonly shown: () => string | undefined
  readonly pane: () => HTMLElement | undefined
  readonly heading: () => HTMLElement | undefined
}): {
  /** The second press of two was meant for the task before, whose buttons stood in the same place. */
  readonly isCalm: () => boolean
} {
  let calmUntilMs = 0
  const begin = (): void => {
    const { activeElement } = document
    if (activeElement === null || activeElement === document.body || told.pane()?.contains(activeElement) === true) told.heading()?.focus()
  }
  createEffect(
    on(told.shown, (id) => {
      if (id === undefined) return
      calmUntilMs = performance.now() + calmMs
      queueMicrotask(begin)
    }),
  )
  return { isCalm: () => performance.now() < calmUntilMs }
}

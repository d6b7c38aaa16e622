const farPx = 60

/** Tells when a finger went sideways over the element, and not up or down: 1 to what comes next, -1 to what was. Answers how to stop. */
export function createSwipe(element: HTMLElement, onSwipe: (direction: -1 | 1) => void): () => void {
  let from: { readonly x: number; readonly y: number } | undefined
  const begin = (event: TouchEvent): void => {
    const [touch, second] = [event.touches[0], event.touches[1]]
    from = touch === undefined || second !== undefined ? undefined : { x: touch.clientX, y: touch.clientY }
  }
  const end = (event: TouchEvent): void => {
    const touch = event.changedTouches[0]
    if (from === undefined || touch === undefined) return
    const [x, y] = [touch.clientX - from.x, touch.clientY - from.y]
    from = undefined
    if (Math.abs(x) > farPx && Math.abs(x) > 2 * Math.abs(y)) onSwipe(x < 0 ? 1 : -1)
  }
  element.addEventListener('touchstart', begin, { passive: true })
  element.addEventListener('touchend', end, { passive: true })
  return () => {
    element.removeEventListener('touchstart', begin)
    element.removeEventListener('touchend', end)
  }
}

const misleading = '[role=row],[role=rowgroup],[role=columnheader],[role=cell]'

/**
 * The library calls a calendar a table, though no cell is in its rows, which screen readers can't follow. It is a named group of
 * headings and of visits, which are buttons.
 */
export function mendRoles(calendar: HTMLElement, name: string): void {
  const table = calendar.querySelector('[role=table]')
  table?.setAttribute('role', 'group')
  table?.setAttribute('aria-label', name)
  for (const part of calendar.querySelectorAll(misleading)) {
    part.removeAttribute('role')
    part.removeAttribute('aria-colindex')
  }
}

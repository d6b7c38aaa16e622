import type { Point } from './map-layout.ts'

const radius = 12
const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)
const toward = (from: Point, to: Point, by: number): Point => {
  const length = distance(from, to) || 1
  return { x: from.x + ((to.x - from.x) * by) / length, y: from.y + ((to.y - from.y) * by) / length }
}

/** An SVG path through points, with its corners rounded; it ends `gap` before the last point, where the arrow is. */
export function edgePath(points: readonly Point[], gap: number): string {
  const [first, ...rest] = points
  const last = rest.at(-1)
  if (first === undefined || last === undefined) return ''
  let path = `M${first.x} ${first.y}`
  let previous = first
  rest.forEach((point, at) => {
    const next = rest[at + 1]
    if (next === undefined) {
      const end = toward(last, previous, Math.min(gap, distance(last, previous)))
      path += `L${end.x} ${end.y}`
      return
    }
    const bend = Math.min(radius, distance(previous, point) / 2, distance(point, next) / 2)
    const before = toward(point, previous, bend)
    const after = toward(point, next, bend)
    path += `L${before.x} ${before.y}Q${point.x} ${point.y} ${after.x} ${after.y}`
    previous = point
  })
  return path
}

/** The triangle at the end of an edge, as wide as the edge needs. */
export function arrowPath(points: readonly Point[], half: number, length: number): string {
  const tip = points.at(-1)
  const before = points.at(-2)
  if (tip === undefined || before === undefined) return ''
  const base = toward(tip, before, length)
  const across = { x: ((tip.y - base.y) / length) * half, y: ((base.x - tip.x) / length) * half }
  return `M${tip.x} ${tip.y}L${base.x + across.x} ${base.y + across.y}L${base.x - across.x} ${base.y - across.y}Z`
}

/** The longest level stretch of a line, where its words stand; undefined for an upright line. */
export function levelStretch(points: readonly Point[]): { readonly x: number; readonly y: number; readonly width: number } | undefined {
  let best: { readonly x: number; readonly y: number; readonly width: number } | undefined
  points.slice(1).forEach((point, at) => {
    const before = points[at]
    if (before === undefined || Math.abs(before.y - point.y) > 1) return
    const width = Math.abs(point.x - before.x)
    if (best === undefined || width > best.width) best = { x: (point.x + before.x) / 2, y: point.y, width }
  })
  return best
}

import type { JSX } from 'solid-js'
import { createEffect, on, onCleanup, onMount } from 'solid-js'
import Plot from 'uplot'
import 'uplot/dist/uPlot.min.css'
import { currentTheme } from './theme.ts'
import './line-chart.css'

export interface Line {
  readonly label: string
  /** One for each place of the axis; null leaves a gap. */
  readonly values: readonly (number | null)[]
  /** A colour of the tokens: `--accent`. */
  readonly color: string
  readonly dashed?: boolean
}

const heightPx = 230

/** A canvas knows no `light-dark()`: the colour as it is now. */
function colorOf(element: HTMLElement, token: string): string {
  element.style.color = `var(${token})`
  const { color } = getComputedStyle(element)
  element.style.color = ''
  return color
}

/** Lines over a row of places. What it says must stand in a table too: a canvas has no words. */
export function LineChart(props: {
  readonly label: string
  /** What the places are: months, weeks. */
  readonly axis: string
  readonly places: readonly string[]
  readonly lines: readonly Line[]
  readonly format: (value: number) => string
  /** The ends of the scale, where they are known. */
  readonly range?: readonly [number, number]
}): JSX.Element {
  let root: HTMLDivElement | undefined
  let plot: Plot | undefined
  const data = (): Plot.AlignedData => [props.places.map((_place, at) => at), ...props.lines.map(({ values }) => [...values])]
  function options(element: HTMLElement): Plot.Options {
    const [text, grid] = [colorOf(element, '--text-2'), colorOf(element, '--line')]
    const { font } = getComputedStyle(element)
    const axis = { stroke: text, font, grid: { stroke: grid, width: 1 }, ticks: { show: false } }
    const shown = (value: number | null | undefined): string => (typeof value === 'number' ? props.format(value) : '—')
    // While nobody points at a place the legend tells of the last one of which anything is known.
    const last = props.places.findLastIndex((_place, at) => props.lines.some(({ values }) => typeof values[at] === 'number'))
    const { range } = props
    return {
      width: Math.max(element.clientWidth, 200),
      height: heightPx,
      cursor: { drag: { x: false, y: false } },
      scales: {
        x: { time: false, range: (_self, from, to) => [from - 0.3, to + 0.3] },
        y: { range: range ? [...range] : (_self, from, to) => [Math.min(0, from), Math.max(1, to * 1.08)] },
      },
      axes: [
        {
          ...axis,
          grid: { show: false },
          space: 70,
          incrs: [1, 2, 3, 6, 12],
          values: (_self, splits) => splits.map((at) => props.places[at] ?? ''),
        },
        { ...axis, size: 48, values: (_self, splits) => splits.map((value) => props.format(value)) },
      ],
      series: [
        { label: props.axis, value: (_self, _at, _line, at) => props.places[at ?? last] ?? '—' },
        ...props.lines.map(({ label, values, color, dashed }) => ({
          label,
          stroke: colorOf(element, color),
          width: 2,
          points: { show: true, size: 6 },
          ...(dashed === true ? { dash: [6, 4] } : {}),
          value: (_self: Plot, _value: number, _line: number, at: number | null) => shown(values[at ?? last]),
        })),
      ],
    }
  }
  const draw = (): void => {
    plot?.destroy()
    if (root) plot = new Plot(options(root), data(), root)
  }
  onMount(() => {
    draw()
    const watcher = new ResizeObserver(() => {
      if (root) plot?.setSize({ width: Math.max(root.clientWidth, 200), height: heightPx })
    })
    if (root) watcher.observe(root)
    const device = matchMedia('(prefers-color-scheme: dark)')
    device.addEventListener('change', draw)
    onCleanup(() => {
      watcher.disconnect()
      device.removeEventListener('change', draw)
      plot?.destroy()
    })
  })
  createEffect(on([() => props.places, () => props.lines, currentTheme], draw, { defer: true }))
  return <div ref={root} class="line-chart" role="img" aria-label={props.label} />
}

import type { MeasureName } from '../../../domain/visit-figures.ts'
import { measures } from '../../../domain/visit-figures.ts'
import { formatCount } from '../../lib/format.ts'
import { lang } from '../../lib/preferences.ts'
import type { Figures } from './figures-source.ts'

const decimal = (value: number, digits: number): string =>
  value.toLocaleString(lang(), { minimumFractionDigits: digits, maximumFractionDigits: digits })

/** A measure's value as people read it; a dash where nothing can be said. */
export function measureText(name: MeasureName, value: number | null): string {
  if (value === null) return '—'
  const { kind } = measures[name]
  if (kind === 'count') return formatCount(value)
  if (kind === 'share') return `${decimal(value * 100, 0)} %`
  // Reactions go below zero: their sign tells.
  return name === 'reaction' && value > 0 ? `+${decimal(value, 1)}` : decimal(value, 1)
}
export const figureText = (name: MeasureName, figures: Figures): string => measureText(name, measures[name].of(figures))

/** `мар. 2026` for a month `2026-03`, `23 нояб.` for the week of a Monday `2026-11-23`. */
export function spanText(span: string): string {
  const [year = 1970, month = 1, day] = span.split('-').map(Number)
  const at = new Date(Date.UTC(year, month - 1, day ?? 1))
  const format = (options: Intl.DateTimeFormatOptions): string =>
    new Intl.DateTimeFormat(lang(), { timeZone: 'UTC', ...options }).format(at)
  return day === undefined ? `${format({ month: 'short' })} ${String(year)}` : format({ day: 'numeric', month: 'short' })
}

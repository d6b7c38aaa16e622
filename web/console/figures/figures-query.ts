import { createMemo } from 'solid-js'
import { useSearchParams } from '@solidjs/router'
import { dayMs, dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import { daysOfPeriod, figurePeriods } from '../../../domain/figure-period.ts'
import type { FigurePeriod } from '../../../domain/figure-period.ts'
import { visitEvidence } from '../../../domain/visit-evidence.ts'
import { visitModes } from '../../../domain/visit-fields.ts'
import { now } from '../../lib/format.ts'
import type { FiguresFilter } from './figures-source.ts'

export const groups = ['rep', 'organization', 'product'] as const
export const steps = ['month', 'week'] as const

type Raw = string | string[] | undefined
const one = (raw: Raw): string | undefined => (Array.isArray(raw) ? raw[0] : raw === '' ? undefined : raw)
const among = <T extends string>(known: readonly T[], raw: Raw): T | undefined => known.find((value) => value === one(raw))
const date = (raw: Raw): string | undefined => {
  const text = one(raw)
  return text !== undefined && dayOfIsoDate(text) !== undefined ? text : undefined
}
export type FiguresPatch = Readonly<
  Partial<Record<'period' | 'from' | 'to' | 'rep' | 'org' | 'product' | 'mode' | 'evidence' | 'by' | 'step', string | null>>
>

/** What is shown lives in the address, so that a link shows the same to a colleague. */
export function useFiguresQuery(zone: () => string) {
  const [params, setParams] = useSearchParams()
  const [from, to] = [() => date(params['from']), () => date(params['to'])]
  const period = (): FigurePeriod | 'own' =>
    among(figurePeriods, params['period']) ?? (from() !== undefined && to() !== undefined ? 'own' : 'year')
  const today = createMemo(() => Math.floor(wallTime(zone(), now()) / dayMs))
  const filter = createMemo((): FiguresFilter => {
    const chosen = period()
    const days = chosen === 'own' ? { from: from() ?? '', to: to() ?? '' } : daysOfPeriod(chosen, today())
    const [repId, organization, product] = [one(params['rep']), one(params['org']), one(params['product'])]
    const [mode, evidence] = [among(visitModes, params['mode']), among(visitEvidence, params['evidence'])]
    return {
      ...days,
      ...(repId === undefined ? {} : { repId }),
      ...(organization === undefined ? {} : { organization }),
      ...(product === undefined ? {} : { product }),
      ...(mode === undefined ? {} : { mode }),
      ...(evidence === undefined ? {} : { evidence }),
    }
  })
  return {
    period,
    filter,
    by: () => among(groups, params['by']) ?? 'rep',
    step: () => among(steps, params['step']) ?? 'month',
    patch: (next: FiguresPatch): void => setParams({ ...next }, { scroll: false }),
  }
}
export type FiguresState = ReturnType<typeof useFiguresQuery>

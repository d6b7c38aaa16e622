import type { ExportFormat } from '../../../domain/export-formats.ts'
import type { FigureGroup } from '../../../domain/visit-figures.ts'
import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type FiguresFilter = Inputs['figures']['coverage']
export type FiguresAsk = Inputs['figures']['read']
export type FiguresAnswer = Outputs['figures']['read']
export type FiguresRow = FiguresAnswer['rows'][number]
export type Figures = FiguresAnswer['total']
export type BehindAsk = Inputs['figures']['visits']

export const readFigures = (ask: FiguresAsk): Promise<FiguresAnswer> => api.figures.read.query(ask)
export const readCoverage = (ask: FiguresFilter): Promise<Outputs['figures']['coverage']> => api.figures.coverage.query(ask)
export const readReportCosts = (ask: FiguresFilter): Promise<Outputs['figures']['costs']> => api.figures.costs.query(ask)
export const readVisitsBehind = (ask: BehindAsk): Promise<Outputs['figures']['visits']> => api.figures.visits.query(ask)

/** What narrows the figures to one row of a group. */
export function narrowed(filter: FiguresFilter, by: FigureGroup, key: string): FiguresFilter {
  if (by === 'rep') return { ...filter, repId: key }
  if (by === 'organization') return { ...filter, organization: key }
  if (by === 'product') return { ...filter, product: key }
  return filter
}

/** Where exactly these figures are as a file. */
export const exportHref = (ask: FiguresAsk, format: ExportFormat): string =>
  `/export/visit-figures.${format}?input=${encodeURIComponent(JSON.stringify(ask))}`

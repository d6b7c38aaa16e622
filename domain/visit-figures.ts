import type { Label } from './label.ts'

/** What is counted of visits; the database's `figures_of` says how. */
export const figureNames = [
  'visits',
  'held',
  'noShow',
  'cancelled',
  'reported',
  'onTime',
  'nextWanted',
  'nextHeld',
  'ratings',
  'ratingSum',
  'reactions',
  'reactionSum',
] as const
export type FigureName = (typeof figureNames)[number]
export type Figures = Readonly<Record<FigureName, number>>

/** By what figures are told apart. */
export const figureGroups = ['month', 'week', 'rep', 'organization', 'product'] as const
export type FigureGroup = (typeof figureGroups)[number]

export const figureGroupLabels: Readonly<Record<FigureGroup, Label>> = {
  month: { ru: 'Месяц', en: 'Month' },
  week: { ru: 'Неделя', en: 'Week' },
  rep: { ru: 'Представитель', en: 'Representative' },
  organization: { ru: 'Организация', en: 'Organization' },
  product: { ru: 'Продукт', en: 'Product' },
}

/** Part of the whole; null where there is no whole. */
const part = (some: number, whole: number): number | null => (whole === 0 ? null : some / whole)

export const measureNames = [
  'visits',
  'held',
  'noShow',
  'cancelled',
  'heldShare',
  'unreported',
  'timeliness',
  'conversion',
  'reaction',
  'rating',
] as const
export type MeasureName = (typeof measureNames)[number]

interface Measure {
  readonly label: Label
  /** A share is between 0 and 1; a mean has the scale of what it is a mean of. */
  readonly kind: 'count' | 'share' | 'mean'
  /** Null where nothing can be said. */
  of(figures: Figures): number | null
}

/** What people are shown, computed from the figures. */
export const measures: Readonly<Record<MeasureName, Measure>> = {
  visits: { label: { ru: 'Запланировано', en: 'Planned' }, kind: 'count', of: (of) => of.visits },
  held: { label: { ru: 'Состоялось', en: 'Held' }, kind: 'count', of: (of) => of.held },
  noShow: { label: { ru: 'Не пришли', en: 'No-show' }, kind: 'count', of: (of) => of.noShow },
  cancelled: { label: { ru: 'Отменено', en: 'Cancelled' }, kind: 'count', of: (of) => of.cancelled },
  /** Of those whose end is known. */
  heldShare: {
    label: { ru: 'Доля состоявшихся', en: 'Held, share' },
    kind: 'share',
    of: (of) => part(of.held, of.held + of.noShow + of.cancelled),
  },
  unreported: { label: { ru: 'Без отчёта', en: 'Without a report' }, kind: 'count', of: (of) => of.held - of.reported },
  timeliness: { label: { ru: 'Отчёты в срок', en: 'Reports in time' }, kind: 'share', of: (of) => part(of.onTime, of.reported) },
  conversion: {
    label: { ru: 'Следующий шаг состоялся', en: 'Next step held' },
    kind: 'share',
    of: (of) => part(of.nextHeld, of.nextWanted),
  },
  reaction: {
    label: { ru: 'Отношение к продуктам', en: 'Reaction to products' },
    kind: 'mean',
    of: (of) => part(of.reactionSum, of.reactions),
  },
  rating: { label: { ru: 'Оценка контактов', en: 'Contacts’ rating' }, kind: 'mean', of: (of) => part(of.ratingSum, of.ratings) },
}

import type { ruFigures } from './ru-figures.ts'

export const enFigures: Readonly<Record<keyof typeof ruFigures, string>> = {
  'figures.short': 'Figures',
  'figures.rep': 'Representative',
  'figures.anyone': 'Everybody',
  'figures.evidence.A': 'confirmed by the contact',
  'figures.evidence.B': 'begun in its time',
  'figures.evidence.C': 'declared afterwards',
  'figures.noVisits': 'There are no such visits.',
  'figures.moreVisits': 'The latest 200 visits are shown. Narrow the period or the filter.',
}

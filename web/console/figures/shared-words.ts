import { withWords } from '../../lib/i18n.ts'

/** What the figures and the screens that show a part of them say: these words come with any of both. */
const ru = {
  'figures.rep': 'Представитель',
  'figures.anyone': 'Все',
  'figures.noVisits': 'Таких визитов нет.',
  'figures.moreVisits': 'Показаны последние 200 визитов. Сузьте период или фильтр.',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'figures.rep': 'Representative',
  'figures.anyone': 'Everybody',
  'figures.noVisits': 'There are no such visits.',
  'figures.moreVisits': 'The latest 200 visits are shown. Narrow the period or the filter.',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

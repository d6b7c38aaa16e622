/** How visits went, in numbers: what other screens say of it too. */
export const ruFigures = {
  'figures.short': 'Показатели',
  'figures.rep': 'Представитель',
  'figures.anyone': 'Все',
  'figures.evidence.A': 'подтвердил контакт',
  'figures.evidence.B': 'начат вовремя',
  'figures.evidence.C': 'отмечен задним числом',
  'figures.noVisits': 'Таких визитов нет.',
  'figures.moreVisits': 'Показаны последние 200 визитов. Сузьте период или фильтр.',
} as const

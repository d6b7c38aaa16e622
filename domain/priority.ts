/** How urgent something is, the least first; the same scale for every process. */
export const priority = {
  type: 'choice',
  label: { ru: 'Приоритет', en: 'Priority' },
  options: [
    { value: 'low', label: { ru: 'Низкий', en: 'Low' } },
    { value: 'normal', label: { ru: 'Обычный', en: 'Normal' } },
    { value: 'high', label: { ru: 'Высокий', en: 'High' } },
    { value: 'critical', label: { ru: 'Критический', en: 'Critical' } },
  ],
} as const

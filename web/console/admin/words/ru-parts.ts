/** The parts of the administration, which the palette names too. */
export const ruParts = {
  'admin.users': 'Сотрудники',
  'admin.calendar': 'Календарь',
  'admin.policies': 'Сроки',
  'admin.organization': 'Организация',
  'admin.roles': 'Роли',
  'admin.reports': 'Отчёты визитов',
  'admin.backups': 'Резервные копии',
  'admin.texts': 'Шаблоны',
} as const

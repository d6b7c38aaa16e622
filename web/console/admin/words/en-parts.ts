import type { ruParts } from './ru-parts.ts'

export const enParts: Readonly<Record<keyof typeof ruParts, string>> = {
  'admin.users': 'Staff',
  'admin.calendar': 'Calendar',
  'admin.policies': 'Time limits',
  'admin.organization': 'Organization',
  'admin.roles': 'Roles',
  'admin.reports': 'Reports of visits',
  'admin.backups': 'Backups',
  'admin.texts': 'Templates',
}

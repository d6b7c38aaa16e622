import type { Label } from './label.ts'

/** How two processes belong together. */
export const relationKinds = ['relates', 'duplicates', 'continues', 'blocks'] as const
export type RelationKind = (typeof relationKinds)[number]
/** Which end of a relation a process is: that of which it is said, or the other. */
export const relationEnds = ['from', 'to'] as const
export type RelationEnd = (typeof relationEnds)[number]

/** What one end is to the other, before the other's number. */
export const relationLabels: Readonly<Record<RelationKind, Readonly<Record<RelationEnd, Label>>>> = {
  relates: { from: { ru: 'Связан с', en: 'Relates to' }, to: { ru: 'Связан с', en: 'Relates to' } },
  duplicates: { from: { ru: 'Повторяет', en: 'Duplicates' }, to: { ru: 'Повторён в', en: 'Duplicated by' } },
  continues: { from: { ru: 'Продолжает', en: 'Continues' }, to: { ru: 'Продолжен в', en: 'Continued by' } },
  blocks: { from: { ru: 'Задерживает', en: 'Blocks' }, to: { ru: 'Ждёт решения', en: 'Blocked by' } },
}

/** The same to both ends, so it is said once whichever end says it. */
export const isMutual = (kind: RelationKind): boolean => kind === 'relates'

import { expect, it } from 'vitest'
import { auditEntities, deedLabel, timerDeeds } from '../../domain/audit-deeds.ts'
import type { AuditAction } from '../../domain/audit-deeds.ts'

it('every word of the audit is Russian in Russian and English in English', () => {
  for (const [name, { ru, en }] of Object.entries({ ...auditEntities, ...timerDeeds })) {
    expect(ru, name).toMatch(/\p{Script=Cyrillic}/u)
    expect(en, name).not.toMatch(/\p{Script=Cyrillic}/u)
  }
})

it('calls what is done by its name, and with a process whatever its kind', () => {
  const [merge, comment]: readonly AuditAction[] = ['contact.merge', 'ticket.comment']
  expect(deedLabel(merge ?? '')).toEqual({ ru: 'контакты объединены', en: 'contacts merged' })
  expect(deedLabel(comment ?? '')).toEqual(deedLabel('visit.comment'))
  // A move is called by its definition, and nothing is called what every object has.
  for (const other of ['ticket.take', 'ticket.toString', 'toString', '']) expect(deedLabel(other)).toBeUndefined()
})

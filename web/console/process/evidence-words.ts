import type { Label } from '../../../domain/label.ts'
import type { VisitEvidence } from '../../../domain/visit-evidence.ts'

export const evidenceLabel: Label = { ru: 'Достоверность', en: 'Evidence' }

/** How it is known that a visit was held. */
export const evidenceWords: Readonly<Record<VisitEvidence, Label>> = {
  A: { ru: 'контакт был или подтвердил очный', en: 'the contact was there, or confirmed one in person' },
  B: { ru: 'начат вовремя', en: 'begun in its time' },
  C: { ru: 'отмечен задним числом', en: 'declared afterwards' },
}

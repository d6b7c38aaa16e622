import type { VisitMode } from './visit-fields.ts'

/**
 * How sure it is that a visit was held: A, by the contact, who entered the room, rated the visit afterwards or had confirmed one in
 * person; B, the representative began it in its time; C, declared afterwards. To confirm a remote visit is not to come to it.
 */
export const visitEvidence = ['A', 'B', 'C'] as const
export type VisitEvidence = (typeof visitEvidence)[number]
/** The same for figures, where what was not held, or not yet, has a place too. */
export const visitProofs = [...visitEvidence, 'none'] as const
export type VisitProof = (typeof visitProofs)[number]

/** The evidence of a visit that began; instants are epoch milliseconds. */
export function evidenceOf(visit: {
  readonly mode: VisitMode
  /** Did the contact enter its room? */
  readonly joined: boolean
  /** Did the contact confirm it themself? */
  readonly confirmed: boolean
  readonly beganAt: number
  readonly endsAt: number
}): VisitEvidence {
  if (visit.joined || (visit.mode === 'inPerson' && visit.confirmed)) return 'A'
  return visit.beganAt <= visit.endsAt ? 'B' : 'C'
}

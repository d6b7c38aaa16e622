/** How sure it is that a visit was held: A, the contact joined, confirmed or gave feedback; B, the representative began it in its time; C, declared afterwards. */
export const visitEvidence = ['A', 'B', 'C'] as const
export type VisitEvidence = (typeof visitEvidence)[number]
/** The same for figures, where what was not held, or not yet, has a place too. */
export const visitProofs = [...visitEvidence, 'none'] as const
export type VisitProof = (typeof visitProofs)[number]

/** The evidence of a visit that began; instants are epoch milliseconds. */
export function evidenceOf(visit: {
  /** Did the contact confirm, join or give feedback? */
  readonly byContact: boolean
  readonly beganAt: number
  readonly endsAt: number
}): VisitEvidence {
  if (visit.byContact) return 'A'
  return visit.beganAt <= visit.endsAt ? 'B' : 'C'
}

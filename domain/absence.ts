/** Where what is assigned to somebody away goes: to who stands in for them, or back to everybody. */
export const absenceAssignments = ['delegate', 'queue'] as const
export type AbsenceAssignment = (typeof absenceAssignments)[number]

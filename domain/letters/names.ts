/** Every letter the product sends; the templates have the same names. */
export const letterNames = [
  'ticket.ack',
  'ticket.question',
  'ticket.solution',
  'ticket.reminder',
  'ticket.closedNoAnswer',
  'ticket.rejected',
  'ticket.received',
  'ticket.reopened',
  'ticket.newLink',
  'visit.invitation',
  'visit.moved',
  'visit.reminder',
  'visit.cancelled',
  'visit.missed',
  'visit.thanks',
  'visit.newLink',
  'staff.assigned',
  'staff.reminder',
  'staff.escalation',
  'staff.report',
] as const
export type LetterName = (typeof letterNames)[number]

export const isLetterName = (name: string): name is LetterName => letterNames.some((one) => one === name)

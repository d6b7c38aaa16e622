import type { LetterName } from './names.ts'
import { staffReport } from './report-letter.ts'
import { staffAssigned, staffEscalation, staffReminder } from './staff-letters.ts'
import type { LetterTemplate } from './template.ts'
import { ticketClosedNoAnswer, ticketRejected, ticketSolution } from './ticket-end.ts'
import { ticketAck, ticketNewLink, ticketQuestion, ticketReceived, ticketReminder, ticketReopened } from './ticket-progress.ts'
import { visitCancelled, visitInvitation, visitMissed, visitMoved, visitNewLink, visitReminder, visitThanks } from './visit-letters.ts'

/** Every letter the product sends, by name. */
export const letterTemplates: { readonly [N in LetterName]: LetterTemplate } = {
  'ticket.ack': ticketAck,
  'ticket.question': ticketQuestion,
  'ticket.solution': ticketSolution,
  'ticket.reminder': ticketReminder,
  'ticket.closedNoAnswer': ticketClosedNoAnswer,
  'ticket.rejected': ticketRejected,
  'ticket.received': ticketReceived,
  'ticket.reopened': ticketReopened,
  'ticket.newLink': ticketNewLink,
  'visit.invitation': visitInvitation,
  'visit.moved': visitMoved,
  'visit.reminder': visitReminder,
  'visit.cancelled': visitCancelled,
  'visit.missed': visitMissed,
  'visit.thanks': visitThanks,
  'visit.newLink': visitNewLink,
  'staff.assigned': staffAssigned,
  'staff.reminder': staffReminder,
  'staff.escalation': staffEscalation,
  'staff.report': staffReport,
}

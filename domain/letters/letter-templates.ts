import type { Lang } from '../label.ts'
import type { LetterName } from './names.ts'
import type { RenderedLetter } from './render-letter.ts'
import { renderLetter } from './render-letter.ts'
import { staffAssigned, staffEscalation, staffReminder } from './staff-letters.ts'
import type { LetterTemplate } from './template.ts'
import { ticketClosedNoAnswer, ticketRejected, ticketSolution } from './ticket-end.ts'
import { ticketAck, ticketNewLink, ticketQuestion, ticketReceived, ticketReminder, ticketReopened } from './ticket-progress.ts'
import type { VarSpec } from './variables.ts'
import { visitCancelled, visitInvitation, visitMissed, visitMoved, visitReminder, visitThanks } from './visit-letters.ts'
import { readVars } from './variables.ts'

/** Every letter the product sends, by name. */
export const letterTemplates = {
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
  'staff.assigned': staffAssigned,
  'staff.reminder': staffReminder,
  'staff.escalation': staffEscalation,
} as const satisfies { readonly [N in LetterName]: unknown }

type Writer = (lang: Lang, stored: Readonly<Record<string, unknown>>) => RenderedLetter

function writerOf<const S extends VarSpec>(template: LetterTemplate<S>): Writer {
  return (lang, stored) => renderLetter(template, lang, readVars(template.vars, stored))
}

const writers: { readonly [N in LetterName]: Writer } = {
  'ticket.ack': writerOf(ticketAck),
  'ticket.question': writerOf(ticketQuestion),
  'ticket.solution': writerOf(ticketSolution),
  'ticket.reminder': writerOf(ticketReminder),
  'ticket.closedNoAnswer': writerOf(ticketClosedNoAnswer),
  'ticket.rejected': writerOf(ticketRejected),
  'ticket.received': writerOf(ticketReceived),
  'ticket.reopened': writerOf(ticketReopened),
  'ticket.newLink': writerOf(ticketNewLink),
  'visit.invitation': writerOf(visitInvitation),
  'visit.moved': writerOf(visitMoved),
  'visit.reminder': writerOf(visitReminder),
  'visit.cancelled': writerOf(visitCancelled),
  'visit.missed': writerOf(visitMissed),
  'visit.thanks': writerOf(visitThanks),
  'staff.assigned': writerOf(staffAssigned),
  'staff.reminder': writerOf(staffReminder),
  'staff.escalation': writerOf(staffEscalation),
}

/**
 * Writes the letter of that name from variables kept as JSON.
 * @throws LetterVarsError that lists every missing or wrong variable
 */
export const renderStoredLetter = (name: LetterName, lang: Lang, stored: Readonly<Record<string, unknown>>): RenderedLetter =>
  writers[name](lang, stored)

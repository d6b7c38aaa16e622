/** In which states of a ticket its letters are true; those to whoever just wrote are for ever. */
export const ticketHolds = {
  'ticket.question': { in: ['clarification'] },
  'ticket.reminder': { in: ['clarification'] },
  'ticket.closedNoAnswer': { in: ['processed', 'closed'] },
  'ticket.solution': { in: ['processed', 'closed'] },
} as const

import type { LetterName } from './names.ts'

/** Marks every letter of ours, so that intake knows it when it comes back. */
export const loopHeader = 'X-Vekha-Loop'

// What a person of the support service wrote; the rest is written by the machine.
const byPerson: ReadonlySet<LetterName> = new Set(['ticket.question', 'ticket.solution', 'ticket.rejected'])
const repliesToLetter: ReadonlySet<LetterName> = new Set(['ticket.ack', 'ticket.received', 'ticket.reopened'])

/**
 * Headers that keep robots from answering (RFC 3834 § 5, Exchange's X-Auto-Response-Suppress). A
 * person's words aren't marked as automatic: another help desk would throw them away.
 * @param installation says whose letter it is, as the organization's short name
 */
export function letterMarks(name: LetterName, installation: string): Readonly<Record<string, string>> {
  const ours = { [loopHeader]: installation, 'X-Auto-Response-Suppress': 'OOF, AutoReply' }
  if (byPerson.has(name)) return ours
  return {
    ...ours,
    'X-Auto-Response-Suppress': 'All',
    'Auto-Submitted': repliesToLetter.has(name) ? 'auto-replied' : 'auto-generated',
    Precedence: 'auto_reply',
  }
}

/**
 * Headers of a letter no person wrote, so that robots leave it unanswered (RFC 3834 § 5, Exchange's
 * X-Auto-Response-Suppress) and our own intake knows it when it comes back.
 * @param kind `replied` for an answer to somebody's letter, `generated` for what starts by itself
 */
export function automaticHeaders(kind: 'replied' | 'generated', installation: string): Readonly<Record<string, string>> {
  return {
    'Auto-Submitted': `auto-${kind}`,
    'X-Auto-Response-Suppress': 'All',
    Precedence: 'auto_reply',
    [loopHeader]: installation,
  }
}

/** Marks every letter of ours, automatic or written by a person. */
export const loopHeader = 'X-Vekha-Loop'

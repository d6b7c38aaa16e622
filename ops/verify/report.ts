import type { Verdict } from './verify.ts'

const shownIds = 20
const marks = { holds: '✓', broken: '✗', unchecked: '–' } as const

/** A verdict in lines: counts, then what does not hold with its ids. */
export function linesOf({ id, name, finding }: Verdict): string[] {
  const head = `${marks[finding.status]} ${id.padEnd(4)}${name.padEnd(26)}`
  if (finding.status === 'unchecked') return [`${head}not checked: ${finding.why}`]
  const counts = Object.entries(finding.counts).map(([what, count]) => `${what} ${String(count)}`)
  const lines = [`${head}${[...counts, ...(finding.note === undefined ? [] : [finding.note])].join(', ')}`]
  for (const { what, ids } of finding.breaches) {
    lines.push(`       ${what}: ${String(ids.length)}`)
    for (const one of ids.slice(0, shownIds)) lines.push(`         ${one}`)
    if (ids.length > shownIds) lines.push(`         and ${String(ids.length - shownIds)} more`)
  }
  return lines
}

/** The last line: how many hold, are broken and were not looked at. */
export function summaryOf(verdicts: readonly Verdict[]): string {
  const number = (status: keyof typeof marks): number => verdicts.filter(({ finding }) => finding.status === status).length
  return `${String(number('holds'))} hold, ${String(number('broken'))} broken, ${String(number('unchecked'))} not checked`
}

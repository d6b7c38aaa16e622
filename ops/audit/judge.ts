import { z } from 'zod'
import type { IgnoredAdvisory } from './ignored.ts'

const advisory = z.object({ name: z.string(), title: z.string(), url: z.string(), severity: z.string(), range: z.string() })
/** What `npm audit --json` prints: each vulnerable package, with its advisories, or names of packages it is vulnerable through. */
const report = z.object({ vulnerabilities: z.record(z.string(), z.object({ via: z.array(z.union([z.string(), advisory])) })) })
const refusal = z.object({ message: z.string() })

export interface AuditVerdict {
  readonly ok: boolean
  readonly lines: readonly string[]
}

const counted: ReadonlySet<string> = new Set(['high', 'critical'])
const idOf = (url: string): string => url.split('/').at(-1) ?? url

function parsed(output: string): unknown {
  try {
    return JSON.parse(output)
  } catch {
    return undefined
  }
}

/**
 * Judges what `npm audit --json` printed: high and critical advisories fail unless they are ignored until a later day.
 * A registry that offers no audit, or none within reach, is said and passes; what is not understood does not.
 * @param today `2026-11-26`
 */
export function judgeAudit(output: string, ignored: readonly IgnoredAdvisory[], today: string): AuditVerdict {
  const answer = parsed(output)
  const found = report.safeParse(answer)
  if (!found.success) {
    const refused = refusal.safeParse(answer)
    const why = refused.success ? (refused.data.message.split('\n')[0] ?? '') : 'no answer'
    if (refused.success || output.trim() === '')
      return { ok: true, lines: [`Dependency audit: not offered by this registry, or not within reach (${why}). Nothing was checked.`] }
    return { ok: false, lines: ['Dependency audit: what npm printed was not understood. Run `npm audit --package-lock-only` by hand.'] }
  }
  const all = Object.values(found.data.vulnerabilities).flatMap(({ via }) => via.filter((one) => typeof one !== 'string'))
  const grave = new Map(all.filter((one) => counted.has(one.severity)).map((one) => [one.url, one]))
  const lines: string[] = []
  let ok = true
  for (const { name, title, url, severity, range } of grave.values()) {
    const known = ignored.find((one) => one.advisory === idOf(url))
    const isIgnored = known !== undefined && known.until >= today
    if (!isIgnored) ok = false
    const why =
      known === undefined ? '' : isIgnored ? `: ignored until ${known.until}, ${known.reason}` : `: was ignored until ${known.until}`
    lines.push(`${severity}: ${name} ${range}, ${title} (${url})${why}`)
  }
  if (!ok) lines.push('Take a version without it (`npm outdated`), or add it to ops/audit/ignored.ts with a reason and a last day.')
  else lines.push(`Dependency audit: ${String(all.length)} advisories, none that counts.`)
  return { ok, lines }
}

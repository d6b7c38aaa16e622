import { reasonOf } from '../failure.ts'
import type { Finding } from './finding.ts'
import type { Installation } from './installation.ts'
import { acknowledged } from './invariants/acknowledged.ts'
import { auditWhole } from './invariants/audit-whole.ts'
import { backToNormal } from './invariants/back-to-normal.ts'
import { effectsOnce } from './invariants/effects-once.ts'
import { figuresAddUp } from './invariants/figures-add-up.ts'
import { money } from './invariants/money.ts'
import { noOrphans } from './invariants/no-orphans.ts'
import { noSecrets } from './invariants/no-secrets.ts'
import { nothingStuck } from './invariants/nothing-stuck.ts'
import { replayClean } from './invariants/replay-clean.ts'
import { storesAgree } from './invariants/stores-agree.ts'
import { tenantsApart } from './invariants/tenants-apart.ts'

interface Invariant {
  readonly id: string
  readonly name: string
  readonly check: (installation: Installation) => Promise<Finding>
}

export const invariants: readonly Invariant[] = [
  { id: 'I1', name: 'acknowledged is durable', check: acknowledged },
  { id: 'I2', name: 'money is conserved', check: money },
  { id: 'I3', name: 'effects happen once', check: effectsOnce },
  { id: 'I4', name: 'no orphans', check: noOrphans },
  { id: 'I5', name: 'nothing is stuck', check: nothingStuck },
  { id: 'I6', name: 'histories replay', check: replayClean },
  { id: 'I7', name: 'organizations are apart', check: tenantsApart },
  { id: 'I8', name: 'the audit is whole', check: auditWhole },
  { id: 'I9', name: 'no secrets at rest', check: noSecrets },
  { id: 'I10', name: 'back to normal', check: backToNormal },
  { id: 'I11', name: 'both stores agree', check: storesAgree },
  { id: 'I12', name: 'figures add up', check: figuresAddUp },
]

export interface Verdict {
  readonly id: string
  readonly name: string
  readonly finding: Finding
}

/** Checks every invariant, one after the other. What can't be checked for an error is broken. */
export async function verify(installation: Installation, tell: (verdict: Verdict) => void = () => undefined): Promise<Verdict[]> {
  const verdicts: Verdict[] = []
  for (const { id, name, check } of invariants) {
    const found = await check(installation).catch((error: unknown): Finding => ({
      status: 'broken',
      counts: {},
      breaches: [{ what: 'could not be checked', ids: [reasonOf(error)] }],
    }))
    const verdict = { id, name, finding: found }
    tell(verdict)
    verdicts.push(verdict)
  }
  return verdicts
}

export const isBroken = (verdicts: readonly Verdict[]): boolean => verdicts.some(({ finding }) => finding.status === 'broken')

import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { ProcessDefinition } from '../../domain/process.ts'
import { createRandomSource } from '../workflows/random-source.ts'
import { ticketWalker } from '../workflows/ticket-walk.ts'
import { visitWalker } from '../workflows/visit-walk.ts'
import { emptyTally, walk } from '../workflows/walk.ts'
import type { Walker } from '../workflows/walk.ts'
import { contractOf, ticketProbes, visitProbes } from './contract.ts'
import type { Probes } from './contract.ts'
import { mutantsOf } from './mutants.ts'
import { disagreement, ticketAsking, visitAsking } from './probe.ts'
import { scaled } from './scale.ts'

const linesOf = (name: string): readonly string[] =>
  readFileSync(new URL(name, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n')
const every = scaled(1, 24)
const paths = scaled(2_000, 300)

interface Agreed {
  readonly walker: Walker
  readonly contract: readonly string[]
  readonly probes: Probes
  /** Where it is asked by everybody with forms at every edge. */
  readonly asking: Parameters<typeof disagreement>[1]
  /** What is no business of the engine: the contract alone holds it. */
  readonly outside: RegExp
  /** Of how many mutants one is run. */
  readonly every: number
}
const agreements: { readonly [kind: string]: Agreed } = {
  ticket: {
    walker: ticketWalker,
    contract: linesOf('ticket-contract.txt'),
    probes: ticketProbes,
    asking: ticketAsking,
    outside: /no waitsFor|^not read by|^not started by|^start\./,
    every,
  },
  visit: {
    walker: visitWalker,
    contract: linesOf('visit-contract.txt'),
    probes: visitProbes,
    asking: visitAsking,
    // No deadline runs but while the report is due, so a pause elsewhere stops none; and a visit has no «take».
    outside: /no waitsFor|^not read by|^not started by|^start\.|no say|^(?!reportDue).*\.paused$|met by take$/,
    every: scaled(1, 48),
  },
}

/** True when the engine on the mutant answers otherwise than the reference on what was agreed, or moves otherwise on some path. */
async function isSeen({ walker, asking }: Agreed, definition: ProcessDefinition): Promise<boolean> {
  try {
    if (disagreement(definition, asking) !== undefined) return true
  } catch {
    // A definition that breaks on a request is seen too.
    return true
  }
  for (let path = 0; path < paths; path += 1) {
    try {
      await walk(createRandomSource(path + 1), emptyTally(), walker, definition)
    } catch {
      return true
    }
  }
  return false
}

describe.each(Object.entries(agreements))('a mistake in the definition of the %s', (_, agreed) => {
  const { definition } = agreed.walker
  const contract = (one: ProcessDefinition): readonly string[] => contractOf(one, agreed.probes)
  const mutants = mutantsOf(definition)

  it('is not there now: it says what was agreed, and every request is judged by it', () => {
    expect(contract(definition)).toEqual(agreed.contract)
    expect(disagreement(definition, agreed.asking)).toBeUndefined()
  })

  it(`is found, whichever of ${String(mutants.length)} it is`, () => {
    const same = (one: ProcessDefinition): boolean => contract(one).join('\n') === agreed.contract.join('\n')
    expect(mutants.filter((mutant) => same(mutant.definition)).map(({ name }) => name)).toEqual([])
  })

  it('is found by how the process moves, where it moves otherwise', { timeout: 1_800_000 }, async () => {
    const moving = mutants.filter(({ name }) => !agreed.outside.test(name))
    const tried = moving.filter((_, index) => index % agreed.every === 0)
    const unseen: string[] = []
    for (const mutant of tried) if (!(await isSeen(agreed, mutant.definition))) unseen.push(mutant.name)
    console.log(`${String(mutants.length)} mutants, ${String(tried.length)} of them run; not seen: ${unseen.join(', ') || 'none'}`)
    expect(unseen).toEqual([])
  })
})

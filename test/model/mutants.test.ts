import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { ticket } from '../../domain/ticket.ts'
import { createRandomSource } from '../workflows/random-source.ts'
import { emptyTally, walk } from '../workflows/walk.ts'
import { contractOf } from './contract.ts'
import { mutantsOf } from './mutants.ts'
import { disagreement } from './probe.ts'
import { scaled } from './scale.ts'

const agreed = readFileSync(new URL('ticket-contract.txt', import.meta.url), 'utf8')
  .trimEnd()
  .split('\n')
const isAgreed = (lines: readonly string[]): boolean => lines.join('\n') === agreed.join('\n')
const mutants = mutantsOf(ticket)
const every = scaled(1, 24)
const paths = scaled(2_000, 300)

/** True when the engine on the mutant answers otherwise than the reference on the ticket, or moves otherwise on some path. */
async function isSeen(definition: (typeof mutants)[number]['definition']): Promise<boolean> {
  if (disagreement(definition) !== undefined) return true
  for (let path = 0; path < paths; path += 1) {
    try {
      await walk(createRandomSource(path + 1), emptyTally(), definition)
    } catch {
      return true
    }
  }
  return false
}

describe('a mistake in the definition of the ticket', () => {
  it('is not there now: it says what was agreed, and every request is judged by it', () => {
    expect(contractOf(ticket)).toEqual(agreed)
    expect(disagreement(ticket)).toBeUndefined()
  })

  it(`is found, whichever of ${String(mutants.length)} it is`, () => {
    expect(mutants.filter(({ definition }) => isAgreed(contractOf(definition))).map(({ name }) => name)).toEqual([])
  })

  it('is found by how the process moves, where it moves otherwise', { timeout: 1_800_000 }, async () => {
    // Whom a state waits for, who reads and who starts is no business of the engine: the contract holds it.
    const moving = mutants.filter(({ name }) => !/no waitsFor|^not read by|^not started by|^start\./.test(name))
    const tried = moving.filter((_, index) => index % every === 0)
    const unseen: string[] = []
    for (const { name, definition } of tried) if (!(await isSeen(definition))) unseen.push(name)
    console.log(`${String(mutants.length)} mutants, ${String(tried.length)} of them run; not seen: ${unseen.join(', ') || 'none'}`)
    expect(unseen).toEqual([])
  })
})

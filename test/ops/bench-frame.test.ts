import { describe, expect, it } from 'vitest'
import { percentilesOf, spreadOf } from '../../ops/bench/numbers.ts'
import { judge } from '../../ops/bench/scenario.ts'
import { tableOf } from '../../ops/bench/table.ts'

const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)

describe('the bench', () => {
  it('takes percentiles by the nearest rank and whole runs by their middle', () => {
    expect(percentilesOf(hundred)).toEqual({ p50: 50, p95: 95, max: 100, calls: 100 })
    expect(spreadOf([31, 28, 40])).toEqual({ min: 28, median: 31, max: 40 })
    expect(() => percentilesOf([])).toThrow('Nothing was measured')
  })

  it('judges a row by the number its aim names', () => {
    const row = { what: 'list', unit: 'ms', numbers: percentilesOf(hundred) }
    expect(judge(row)).toBe('none')
    expect(judge({ ...row, aim: { of: 'p95', atMost: 95 } })).toBe('met')
    expect(judge({ ...row, aim: { of: 'p95', atMost: 94 } })).toBe('missed')
    expect(judge({ ...row, aim: { of: 'p50', atLeast: 51 } })).toBe('missed')
    expect(() => judge({ ...row, aim: { of: 'p99', atMost: 1 } })).toThrow('p99')
  })

  it('prints a table with every number and what was missed', () => {
    const table = tableOf([
      { what: 'list', unit: 'ms', numbers: { p50: 3.21, p95: 140 }, aim: { of: 'p95', atMost: 100 }, note: 'cold' },
      { what: 'map', unit: 'ms', numbers: { p50: 2 } },
    ])
    expect(table.split('\n')).toHaveLength(4)
    expect(table).toMatch(/list .*p50 3\.2 .*p95 140 .*p95 ≤ 100 ms .*MISSED; cold/)
  })
})

import { expect, test } from 'vitest'
import { Failure } from '../../ops/failure.ts'
import { startProcess, unexpectedEnd } from '../../ops/processes.ts'
import type { RunningProcess } from '../../ops/processes.ts'
import { supervise } from '../../ops/supervision.ts'

function crash(code: number): Promise<RunningProcess> {
  const script = `console.log('the reason'); process.exitCode = ${String(code)}`
  return startProcess({ name: 'Desk', program: process.execPath, args: ['-e', script], mayEnd: true })
}

test('it is started again with growing pauses, a failed start counts, and the fifth end within a minute is the alarm', async () => {
  const pauses: number[] = []
  const lines: string[] = []
  let starts = 0
  await supervise(await crash(3), {
    name: 'Desk',
    start: () => {
      starts += 1
      return starts === 2 ? Promise.reject(new Failure('Desk did not start (exit code 1):\nno room')) : crash(4)
    },
    say: (line) => lines.push(line.replace(/in [\d.]+ s/, 'in … s')),
    wait: (ms) => Promise.resolve(pauses.push(ms)),
  })
  expect(pauses).toEqual([0, 1000, 2000, 4000])
  expect(lines).toEqual([
    'Desk ended (exit code 3), started again in … s',
    'Desk did not start (exit code 1), next try in … s',
    'Desk ended (exit code 4), started again in … s',
    'Desk ended (exit code 4), started again in … s',
  ])
  expect(await unexpectedEnd).toBe('Desk has ended by itself 5 times within a minute (at last exit code 4): the reason')
})

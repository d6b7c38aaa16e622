import { expect, test } from 'vitest'
import { Failure } from '../../ops/failure.ts'
import { startProcess, unexpectedEnd } from '../../ops/processes.ts'
import type { RunningProcess } from '../../ops/processes.ts'
import { supervise } from '../../ops/supervision.ts'

function crash(code: number): Promise<RunningProcess> {
  const script = `console.log('the reason'); process.exitCode = ${String(code)}`
  return startProcess({ name: 'Desk', program: process.execPath, args: ['-e', script], mayEnd: true })
}

function stay(): Promise<RunningProcess> {
  return startProcess({ name: 'Desk', program: process.execPath, args: ['-e', 'setInterval(() => {}, 1000)'], mayEnd: true })
}

test('a restart that was asked for is no end: it comes without a pause and counts for nothing', async () => {
  const lines: string[] = []
  const pauses: number[] = []
  const pids: number[] = []
  const start = async (): Promise<RunningProcess> => {
    const one = await stay()
    pids.push(one.pid)
    return one
  }
  const desk = supervise(await start(), {
    name: 'Desk',
    start: () => (pids.length === 8 ? Promise.reject(new Failure('Desk did not start:\nno room')) : start()),
    say: (line) => lines.push(line),
    wait: (ms) => {
      pids.push(0)
      return Promise.resolve(pauses.push(ms))
    },
  })
  for (let time = 0; time < 7; time += 1) await desk.restart()
  expect(new Set(pids).size).toBe(8)
  expect(pauses).toEqual([])
  expect(lines).toEqual([])
  // One that does not come up is said, and tried again.
  await expect(desk.restart()).rejects.toThrow('no room')
  await desk.restart()
  expect(pauses).toEqual([0])
  expect(lines[0]).toBe('Desk did not start, next try in 0.0 s')
})

test('it is started again with growing pauses, a failed start counts, and the fifth end within a minute is the alarm', async () => {
  const pauses: number[] = []
  const lines: string[] = []
  let starts = 0
  const { done } = supervise(await crash(3), {
    name: 'Desk',
    start: () => {
      starts += 1
      return starts === 2 ? Promise.reject(new Failure('Desk did not start (exit code 1):\nno room')) : crash(4)
    },
    say: (line) => lines.push(line.replace(/in [\d.]+ s/, 'in … s')),
    wait: (ms) => Promise.resolve(pauses.push(ms)),
  })
  await done
  expect(pauses).toEqual([0, 1000, 2000, 4000])
  expect(lines).toEqual([
    'Desk ended (exit code 3), started again in … s',
    'Desk did not start (exit code 1), next try in … s',
    'Desk ended (exit code 4), started again in … s',
    'Desk ended (exit code 4), started again in … s',
  ])
  expect(await unexpectedEnd).toBe('Desk has ended by itself 5 times within a minute (at last exit code 4): the reason')
})

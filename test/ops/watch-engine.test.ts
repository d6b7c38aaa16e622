import { expect, test } from 'vitest'
import { watchEngine } from '../../ops/temporal/watch.ts'

test('an engine that is silent six times in a row is started again; one answer between them is enough', async () => {
  const answers = [...Array<boolean>(5).fill(false), true, ...Array<boolean>(6).fill(false)]
  const said: string[] = []
  const asked: number[] = []
  await new Promise<void>((resolve) => {
    const watch = watchEngine({
      everyMs: 1,
      ask: async () => {
        asked.push(asked.length)
        if (answers[asked.length - 1] === false) throw new Error('Deadline exceeded')
      },
      restart: async () => {
        void watch.stop()
        resolve()
      },
      say: (line) => said.push(line),
    })
  })
  expect(asked).toHaveLength(12)
  expect(said).toEqual(['Temporal runs but gives no answer: it is started again'])
})

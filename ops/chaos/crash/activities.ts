import { Worker } from '@temporalio/worker'
import { dieIfOrdered } from './die.ts'
import { activity } from './transactions.ts'

type Work = (...args: readonly unknown[]) => unknown

const dying = (name: string, work: Work): Work =>
  async function (...args) {
    dieIfOrdered(`${name} before transaction`)
    const answer = await activity.run(name, async () => work(...args))
    dieIfOrdered(`${name} before return`)
    return answer
  }

const isWork = (value: unknown): value is Work => typeof value === 'function'

/** Puts points around every activity of the workers of this process. */
export function armActivities(): void {
  const create = Worker.create.bind(Worker)
  Worker.create = (options) => {
    const activities = Object.entries(options.activities ?? {}).map(([name, work]) => [name, isWork(work) ? dying(name, work) : work])
    return create({ ...options, activities: Object.fromEntries(activities) })
  }
}

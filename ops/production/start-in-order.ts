import { serviceNames, shape } from './shape.ts'
import type { ServiceName } from './shape.ts'

/** Starts every service as soon as what it waits for is there. @throws the first error, once nothing is under way any more */
export async function startInOrder(start: (name: ServiceName) => Promise<void>): Promise<void> {
  const begun = new Map<string, Promise<void>>()
  for (const name of serviceNames) {
    const before = Object.keys(shape[name].after).flatMap((one) => begun.get(one) ?? [])
    begun.set(
      name,
      Promise.all(before).then(() => start(name)),
    )
  }
  await Promise.allSettled(begun.values())
  await Promise.all(begun.values())
}

import { proxyActivities } from '@temporalio/workflow'

const { fail } = proxyActivities<{ fail(): Promise<void> }>({
  startToCloseTimeout: '5 s',
  retry: { initialInterval: '10 ms', backoffCoefficient: 1 },
})

/** Under the name of a real one, but with another history: what a careless release would leave behind. Its effect never succeeds. */
export const ticket = (): Promise<void> => fail()

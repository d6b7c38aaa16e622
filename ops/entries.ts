import { workersArgs } from './workers-args.ts'

/** What of the product runs for long: entry points from the root of the clone, and what Node is told beside them. */
export const entries = {
  workers: { entry: 'workers/main.ts', nodeArgs: workersArgs },
  // What it makes and drops for answers is little at a time; more room is only more memory.
  api: { entry: 'api/main.ts', nodeArgs: ['--max-semi-space-size=4'] },
} as const satisfies Readonly<Record<string, { readonly entry: string; readonly nodeArgs: readonly string[] }>>

/**
 * How Node runs the workers, from the root of the sources. A larger young generation: the worker makes and drops much
 * with every workflow task.
 */
export const workersArgs = ['--max-semi-space-size=64', '--require', './workers/promise-hooks.cjs'] as const

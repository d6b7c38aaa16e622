/**
 * How Node runs the workers, from the root of the sources. A young generation of 64 MB took a quarter more memory and spared
 * no time (docs/performance.md).
 */
export const workersArgs = ['--max-semi-space-size=16', '--require', './workers/promise-hooks.cjs'] as const

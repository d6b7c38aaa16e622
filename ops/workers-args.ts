import { join } from 'node:path'
import { rootDir } from './paths.ts'

/** How Node runs the workers. A larger young generation: the worker makes and drops much with every workflow task. */
export const workersArgs: readonly string[] = ['--max-semi-space-size=64', '--require', join(rootDir, 'workers', 'promise-hooks.cjs')]

import { fileURLToPath } from 'node:url'
import type { Logger, WorkflowBundle } from '@temporalio/worker'
import { failureConverterPath } from '../connectors/engine/data-converter.ts'
import { keptBundle } from './kept-bundle.ts'

/** The workflows as the workers run them. */
export const bundleWorkflows = (logger?: Logger): Promise<WorkflowBundle> =>
  keptBundle({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    failureConverterPath,
    ...(logger ? { logger } : {}),
  })

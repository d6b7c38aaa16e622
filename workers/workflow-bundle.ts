import { fileURLToPath } from 'node:url'
import { bundleWorkflowCode } from '@temporalio/worker'
import type { Logger, WorkflowBundleWithSourceMap } from '@temporalio/worker'
import { failureConverterPath } from '../connectors/engine/data-converter.ts'

/** The workflows as the workers run them. */
export const bundleWorkflows = (logger?: Logger): Promise<WorkflowBundleWithSourceMap> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL('../workflows/index.ts', import.meta.url)),
    failureConverterPath,
    ...(logger ? { logger } : {}),
  })

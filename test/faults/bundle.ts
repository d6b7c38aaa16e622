import { fileURLToPath } from 'node:url'
import { DefaultLogger, bundleWorkflowCode } from '@temporalio/worker'
import type { WorkflowBundle } from '@temporalio/worker'
import { failureConverterPath } from '../../connectors/engine/data-converter.ts'

/** Workflows of a file below `test/`, as workers run them. */
export const bundleOf = (file: string): Promise<WorkflowBundle> =>
  bundleWorkflowCode({
    workflowsPath: fileURLToPath(new URL(`../${file}`, import.meta.url)),
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  })

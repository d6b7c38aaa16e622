import { fileURLToPath } from 'node:url'
import { DefaultLogger } from '@temporalio/worker'
import type { WorkflowBundle } from '@temporalio/worker'
import { failureConverterPath } from '../../connectors/engine/data-converter.ts'
import { keptBundle } from '../../workers/kept-bundle.ts'

/** Workflows of a file below `test/`, as workers run them. */
export const bundleOf = (file: string): Promise<WorkflowBundle> =>
  keptBundle({
    workflowsPath: fileURLToPath(new URL(`../${file}`, import.meta.url)),
    failureConverterPath,
    logger: new DefaultLogger('ERROR'),
  })

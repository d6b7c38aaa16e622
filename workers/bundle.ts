import { bundleWorkflows } from './workflow-bundle.ts'

// Makes the bundle before the first start: an image is built where a container may not write.
await bundleWorkflows()

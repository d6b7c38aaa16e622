// The SDK loads this by its path, on Node and in the workflow bundle, so it is plain CommonJS.
const { DefaultFailureConverter } = require('@temporalio/common')

// Messages and stacks of failures become a payload, which the codec seals.
exports.failureConverter = new DefaultFailureConverter({ encodeCommonAttributes: true })

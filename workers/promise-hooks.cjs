const { promiseHooks } = require('node:v8')

// Loaded before everything else (`node --require`), in the worker's process and so in its threads. The engine's library
// keeps a stack trace of every promise for its query `__stack_trace`; that is a quarter of a worker's CPU. Only its
// hook has `init` and `settled` without `before`, which AsyncLocalStorage's own has.
if (process.env.VEKHA_WORKFLOW_STACKS !== '1') {
  const { createHook } = promiseHooks
  promiseHooks.createHook = (hooks) => (hooks.init && hooks.settled && !hooks.before ? () => undefined : createHook(hooks))
}

/** Settles at the first Ctrl-C, SIGTERM or SIGHUP, with the signal's name. Later ones are taken and ignored. */
export function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
  })
}

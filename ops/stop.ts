/**
 * Settles at the first Ctrl-C, SIGTERM or SIGHUP, with the signal's name; later ones are taken and ignored. Under npm
 * also when npm is gone: killed hard, it passes nothing on.
 */
export function stopAsked(): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal))
    if (process.env.npm_lifecycle_event === undefined) return
    const parent = process.ppid
    setInterval(() => {
      if (process.ppid !== parent) resolve('SIGHUP')
    }, 500).unref()
  })
}

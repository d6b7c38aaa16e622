/** Does something again and again, each round after the one before has ended. Answers how to stop. */
export function repeatEvery(intervalMs: number, round: () => Promise<void>, onError: (error: unknown) => void): { stop(): Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running = Promise.resolve()
  const next = (): void => {
    if (stopped) return
    timer = setTimeout(() => {
      running = round().catch(onError).then(next)
    }, intervalMs)
  }
  next()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}

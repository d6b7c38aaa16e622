import { performance } from 'node:perf_hooks'

/** Prints one line a step with its time, so that nobody wonders whether it still works. */
export interface Progress {
  /** Runs a step and prints its name, what it found (`note`) and how long it took. */
  step<T>(name: string, run: (note: (text: string) => void) => Promise<T>): Promise<T>
  /** A line of its own, for what takes minutes. */
  say(text: string): void
}

/** Seconds for a person: `0.4 s`, `75 s`. */
export function seconds(ms: number): string {
  return ms < 10_000 ? `${(ms / 1000).toFixed(1)} s` : `${String(Math.round(ms / 1000))} s`
}

export function printProgress(print: (line: string) => void = console.log): Progress {
  return {
    say: (text) => print(`  ${text}`),
    async step(name, run) {
      const startedAt = performance.now()
      let found = ''
      try {
        const result = await run((text) => {
          found = text
        })
        print(`✓ ${name.padEnd(12)} ${seconds(performance.now() - startedAt).padStart(7)}  ${found}`.trimEnd())
        return result
      } catch (error) {
        print(`✗ ${name.padEnd(12)} ${seconds(performance.now() - startedAt).padStart(7)}`)
        throw error
      }
    },
  }
}

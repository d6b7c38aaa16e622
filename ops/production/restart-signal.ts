import { Failure, reasonOf } from '../failure.ts'
import { holderOf } from '../data-dir.ts'

const signal = 'SIGUSR2'

/** Does the work at each signal, never twice at once. */
export function onRestartAsked(work: () => Promise<void>): void {
  let running = Promise.resolve()
  process.on(signal, () => {
    running = running.then(work)
  })
}

/** Asks what runs from this data directory to restart its instances; what becomes of it is told there. */
export async function askForRestart(dataDir: string): Promise<void> {
  const holder = await holderOf(dataDir)
  try {
    if (!holder?.isStart) throw new Failure(`Nothing runs from ${dataDir}. Start it with \`npm run production\`.`)
    process.kill(holder.pid, signal)
    console.log(`Asked process ${String(holder.pid)}: it prints each instance that is new.`)
  } catch (error) {
    console.error(reasonOf(error))
    process.exitCode = 1
  }
}

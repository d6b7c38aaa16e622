import type { RunningProcess } from '../processes.ts'

/** One program of a scratch installation, which can be hurt as the world hurts it, and started again at the same address. */
export interface Part {
  readonly name: string
  /** @throws while it does not run */
  pid(): number
  isRunning(): boolean
  /** Of the one that ran last; 0 before the first start. */
  lastPid(): number
  /** Ends it in the middle of whatever it does, and waits until it is gone. SIGKILL unless another signal is named. */
  kill(signal?: NodeJS.Signals): Promise<void>
  /** Freezes it: it holds its connections and answers nobody. */
  pause(): void
  resume(): void
  /** Ends it in good order. */
  stop(): Promise<void>
  /** Starts it and waits until it is ready; one that runs already is left alone. */
  start(): Promise<void>
}

/** A part that is started by `start`, which must bring it up at the same address every time. Not started yet. */
export function createPart(name: string, start: () => Promise<RunningProcess>): Part {
  let running: RunningProcess | undefined
  const child = (): RunningProcess['child'] => {
    if (running === undefined || running.child.exitCode !== null || running.child.signalCode !== null)
      throw new Error(`${name} does not run: call start() first`)
    return running.child
  }
  const isRunning = (): boolean => running !== undefined && running.child.exitCode === null && running.child.signalCode === null
  return {
    name,
    pid: () => child().pid ?? 0,
    isRunning,
    lastPid: () => running?.child.pid ?? 0,
    async kill(signal = 'SIGKILL') {
      child().kill(signal)
      await running?.ended
    },
    pause: () => void child().kill('SIGSTOP'),
    resume: () => void child().kill('SIGCONT'),
    async stop() {
      await running?.stop()
    },
    async start() {
      if (!isRunning()) running = await start()
    },
  }
}

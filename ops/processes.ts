import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { guardProcess } from './guard.ts'

export interface ProcessOptions {
  /** As a person knows it: `Postgres`, `API`. */
  name: string
  program: string
  args: readonly string[]
  env?: NodeJS.ProcessEnv
  cwd?: string
  uid?: number
  gid?: number
  /** What it prints goes here (appended). */
  logFile?: string
  /** What it prints comes here too. */
  onOutput?: (text: string) => void
  /** Opens a channel for messages; the child sees its end when we die. */
  ipc?: boolean
  /** SIGTERM unless the program wants another one to stop in good order. */
  stopSignal?: NodeJS.Signals
  /** After this it is killed. */
  stopTimeoutMs?: number
  /** Its end alone is no alarm (a service that is started again, say). */
  mayEnd?: boolean
  /** Others need it to end in good order: it is stopped after them, however late it was started again. */
  isStore?: boolean
}

export interface RunningProcess {
  readonly name: string
  readonly isStore: boolean
  readonly child: ChildProcess
  readonly pid: number
  /** Settles when the process has ended, with how: `exit code 1`. */
  readonly ended: Promise<string>
  /** The last of what it printed, for an error message. */
  lastOutput(): string
  /** Ends it in good order, and kills it when that takes too long. */
  stop(): Promise<void>
}

const running = new Set<RunningProcess>()
const expected = new WeakSet<ChildProcess>()
let closing = false
let tellUnexpected: (text: string) => void = () => undefined

/** Settles with a sentence when a process ends that nobody asked to. */
export const unexpectedEnd = new Promise<string>((resolve) => {
  tellUnexpected = resolve
})

/** For what may end and is started again, when that is given up: settles `unexpectedEnd`. */
export function raiseAlarm(sentence: string): void {
  tellUnexpected(sentence)
}

/** Is everything being stopped, so that nothing starts any more? */
export const isClosing = (): boolean => closing

/** Starts a program of our own in its own process group, so that Ctrl-C reaches only us and we stop all in order. */
export async function startProcess(options: ProcessOptions): Promise<RunningProcess> {
  const { name, program, args, env, cwd, uid, gid, logFile, stopSignal = 'SIGTERM', stopTimeoutMs = 25_000 } = options
  if (closing) throw new Error(`${name} is not started any more: everything is being stopped`)
  const child = spawn(program, args, {
    detached: process.platform !== 'win32',
    stdio: options.ipc ? ['ignore', 'pipe', 'pipe', 'ipc'] : ['ignore', 'pipe', 'pipe'],
    ...(env === undefined ? {} : { env }),
    ...(cwd === undefined ? {} : { cwd }),
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
  })
  let last = ''
  const log = logFile === undefined ? undefined : createWriteStream(logFile, { flags: 'a' })
  // A full disk must stop us with the sentence of the step it hurts, not with a broken log.
  log?.on('error', () => undefined)
  const keep = (chunk: Buffer): void => {
    const text = chunk.toString('utf8')
    last = (last + text).slice(-4_000)
    log?.write(chunk)
    options.onOutput?.(text)
  }
  child.stdout?.on('data', keep)
  child.stderr?.on('data', keep)
  const ended = new Promise<string>((resolve) => {
    // `close` comes after the last output, which the error message needs.
    child.once('close', (code, signal) => {
      log?.end()
      resolve(signal === null ? `exit code ${String(code)}` : `signal ${signal}`)
    })
    child.once('error', (error) => resolve(error.message))
  })
  const { pid } = child
  if (pid === undefined) throw new Error(`${name} could not be started: ${await ended} (${program})`)

  let stopping: Promise<void> | undefined
  const stop = async (): Promise<void> => {
    expected.add(child)
    if (child.exitCode !== null || child.signalCode !== null) return
    child.kill(stopSignal)
    const timer = setTimeout(() => child.kill('SIGKILL'), stopTimeoutMs)
    await once(child, 'exit')
    clearTimeout(timer)
  }
  const one: RunningProcess = {
    name,
    isStore: options.isStore ?? false,
    child,
    pid,
    ended,
    lastOutput: () => last,
    stop: () => (stopping ??= stop()),
  }
  running.add(one)
  // What has a channel to us sees our end by itself.
  const callOff = options.ipc ? () => undefined : guardProcess(pid, stopSignal)
  child.once('exit', () => {
    running.delete(one)
    callOff()
  })
  void ended.then((how) => {
    if (!expected.has(child) && options.mayEnd !== true)
      tellUnexpected(`${name} has ended by itself (${how}): ${last.trim().split('\n').slice(-3).join('\n')}`)
  })
  return one
}

/** Stops all that was started, the last one first and stores after all others, and lets nothing start any more. */
export async function stopAllProcesses(onStop: (name: string) => void = () => undefined): Promise<void> {
  closing = true
  for (const one of [...running].toReversed().toSorted((left, right) => Number(left.isStore) - Number(right.isStore))) {
    onStop(one.name)
    await one.stop()
  }
}

// However we end, nobody stays behind: an exit that skipped the orderly way kills what still runs.
process.on('exit', () => {
  for (const one of running) one.child.kill('SIGKILL')
})

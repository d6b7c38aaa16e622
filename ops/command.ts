import { spawn } from 'node:child_process'

export interface CommandResult {
  /** 0 when it went well; null when it could not be started or was killed. */
  code: number | null
  /** Standard output and error together, the last 20,000 characters. */
  output: string
}

export interface CommandOptions {
  env?: NodeJS.ProcessEnv
  cwd?: string
  uid?: number
  gid?: number
  timeoutMs?: number
  /** Called with each piece of output as it comes. */
  onOutput?: (text: string) => void
}

/** Runs a program to its end and never throws: a program that is not there gives `code: null` and the reason as output. */
export function runCommand(program: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
  return new Promise((resolve) => {
    const { onOutput, timeoutMs, ...rest } = options
    const child = spawn(program, args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      ...rest,
      ...(timeoutMs === undefined ? {} : { timeout: timeoutMs }),
    })
    let output = ''
    const keep = (chunk: Buffer): void => {
      const text = chunk.toString('utf8')
      output = (output + text).slice(-20_000)
      onOutput?.(text)
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    child.once('error', (error) => resolve({ code: null, output: error.message }))
    child.once('close', (code) => resolve({ code, output }))
  })
}

/** Is a program of this name on the PATH? Gives its first line of `--version`-like output, or undefined. */
export async function versionOf(program: string, args: readonly string[]): Promise<string | undefined> {
  const { code, output } = await runCommand(program, args, { timeoutMs: 20_000 })
  return code === 0 ? output.trim().split('\n')[0] : undefined
}

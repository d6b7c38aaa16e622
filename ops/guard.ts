import { spawn } from 'node:child_process'

/**
 * Ends a process when we are killed hard and can't do it ourselves: a shell waits for the end of a pipe that only we
 * hold open. Returns what calls the guard off. Not on Windows, where the next start takes over what was left.
 */
export function guardProcess(pid: number, signal: NodeJS.Signals): () => void {
  if (process.platform === 'win32') return () => undefined
  const script = `cat >/dev/null; kill -${signal.replace('SIG', '')} ${String(pid)} 2>/dev/null`
  // A group of its own: Ctrl-C must not end the guard before us.
  const guard = spawn('sh', ['-c', script], { stdio: ['pipe', 'ignore', 'ignore'], detached: true })
  guard.on('error', () => undefined)
  guard.stdin.on('error', () => undefined)
  guard.unref()
  return () => {
    if (guard.pid === undefined || guard.exitCode !== null) return
    try {
      process.kill(-guard.pid, 'SIGKILL')
    } catch {
      // It is gone already.
    }
  }
}

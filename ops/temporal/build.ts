import { mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommand } from '../command.ts'
import { cliModule } from './release.ts'

/** Builds the pinned version with Go and puts the program at `target`. Throws with the reason. */
export async function buildCli(target: string): Promise<void> {
  const dir = join(dirname(target), `build-${String(process.pid)}`)
  await mkdir(dir, { recursive: true })
  try {
    const { code, output } = await runCommand('go', ['install', cliModule], {
      env: { ...process.env, GOBIN: dir, CGO_ENABLED: '0' },
      timeoutMs: 20 * 60_000,
    })
    if (code !== 0) throw new Error(output.trim().split('\n').slice(-2).join(' ') || 'it failed without a word')
    await rename(join(dir, process.platform === 'win32' ? 'temporal.exe' : 'temporal'), target)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

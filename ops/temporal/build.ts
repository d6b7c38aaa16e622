import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { runCommand } from '../command.ts'

/** Builds a module's program (`example.org/tool@v1.2.3`) with Go and puts it at `target`. Throws with the reason. */
export async function buildWithGo(module: string, target: string): Promise<void> {
  const dir = join(dirname(target), `build-${String(process.pid)}`)
  await mkdir(dir, { recursive: true })
  try {
    const { code, output } = await runCommand('go', ['install', module], {
      env: { ...process.env, GOBIN: dir, CGO_ENABLED: '0' },
      timeoutMs: 20 * 60_000,
    })
    if (code !== 0) throw new Error(output.trim().split('\n').slice(-2).join(' ') || 'it failed without a word')
    const [built] = await readdir(dir)
    if (built === undefined) throw new Error(`go install ${module} left no program`)
    await chmod(join(dir, built), 0o755)
    await rename(join(dir, built), target)
  } finally {
    await rm(dir, { recursive: true, force: true })
  }
}

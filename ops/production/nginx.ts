import { chmod, chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCommand } from '../command.ts'
import { Failure } from '../failure.ts'
import { rootDir } from '../paths.ts'
import { serverAccount } from '../postgres/account.ts'
import { startProcess } from '../processes.ts'
import type { RunningProcess } from '../processes.ts'

const templateFile = join(rootDir, 'ops', 'production', 'nginx.conf.template')
const places = ['nginx', '/usr/sbin/nginx', '/usr/local/sbin/nginx', '/usr/local/bin/nginx', '/opt/homebrew/bin/nginx']
const how = 'Install nginx with its stream module (Debian: `apt-get install nginx-light libnginx-mod-stream`) and start again.'

export interface Nginx {
  readonly program: string
  /** The line that loads the module for letters, where it isn't built in. */
  readonly loadModule: string
}

/** The machine's nginx. @throws Failure with how to get one */
export async function findNginx(): Promise<Nginx> {
  for (const program of places) {
    const { code, output } = await runCommand(program, ['-V'], { timeoutMs: 10_000 })
    if (code !== 0) continue
    if (/--with-stream(\s|$)/.test(output)) return { program, loadModule: '' }
    const modulesDir = /--modules-path=(\S+)/.exec(output)?.[1] ?? '/usr/lib/nginx/modules'
    const file = join(modulesDir, 'ngx_stream_module.so')
    if (/--with-stream=dynamic/.test(output) && (await runCommand('test', ['-r', file])).code === 0)
      return { program, loadModule: `load_module ${file};` }
    throw new Failure(`${program} has no stream module, which hands letters on. ${how}`)
  }
  throw new Failure(`There is no nginx on this machine. ${how}`)
}

/** Fills in `${NAMES}` as the container's entry point does. @throws when a name has no value */
export function renderNginx(template: string, env: NodeJS.ProcessEnv): string {
  return template.replaceAll(/\$\{([A-Z][A-Z_]*)\}/g, (_whole, name: string) => {
    const value = env[name]
    if (value === undefined) throw new Error(`nginx.conf.template asks for ${name}, which is not set`)
    return value
  })
}

/** The servers of an upstream. One that is down is tried and passed over at each request, which on one machine costs nothing. */
export const upstreamOf = (addresses: readonly string[]): string => addresses.map((address) => `server ${address} max_fails=0;`).join(' ')

export interface RunningNginx {
  /** Starts it, or starts it again at the same address, and waits until its address answers. */
  start(): Promise<RunningProcess>
  /** Forgets its directory. */
  remove(): Promise<void>
}

async function waitUntilHealthy(url: string, running: RunningProcess): Promise<void> {
  let ended: string | undefined
  void running.ended.then((text) => {
    ended = text
  })
  for (let tries = 0; tries < 300; tries += 1) {
    const answer = await fetch(url, { signal: AbortSignal.timeout(2_000) }).catch(() => undefined)
    if (answer?.ok === true) return
    if (ended !== undefined) break
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  await running.stop()
  throw new Failure(`nginx did not start (${ended ?? `${url} does not answer`}): ${running.lastOutput().trim()}`)
}

/** A master that was killed hard leaves its workers, who hold the port and its output. */
function endGroup(pid: number): void {
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // None are left.
  }
}

/** Prepares nginx with the template and `NGINX_*` of `env`; `healthUrl` answers 200 through it once it is ready. */
export async function prepareNginx(nginx: Nginx, env: NodeJS.ProcessEnv, healthUrl: string, logFile: string): Promise<RunningNginx> {
  const account = await serverAccount()
  const dir = await mkdtemp(join(tmpdir(), 'vekha-nginx-'))
  // As root its workers are another user, who must pass.
  await chmod(dir, 0o711)
  const file = join(dir, 'nginx.conf')
  await writeFile(file, renderNginx(await readFile(templateFile, 'utf8'), { ...env, NGINX_MODULE: nginx.loadModule, NGINX_DIR: dir }))
  if (account) await chown(dir, account.uid, account.gid)
  return {
    async start() {
      const running = await startProcess({
        name: 'nginx',
        program: nginx.program,
        args: ['-c', file, '-p', dir],
        cwd: dir,
        logFile,
        mayEnd: true,
        ...account,
      })
      running.child.once('exit', () => endGroup(running.pid))
      await waitUntilHealthy(healthUrl, running)
      return running
    },
    remove: () => rm(dir, { recursive: true, force: true }),
  }
}

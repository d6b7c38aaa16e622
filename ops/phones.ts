import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startSmscSimulator } from '../simulators/smsc/server.ts'
import { nextFreePort } from './ports.ts'
import type { Progress } from './progress.ts'

/** Keeps every SMS instead of sending it, and tells the API of each as the provider would. Lives in this process. */
export async function startPhones(
  dataDir: string,
  api: { readonly host: string; readonly port: number },
  progress: Progress,
): Promise<NodeJS.ProcessEnv> {
  return progress.step('Phones', async (note) => {
    const directory = join(dataDir, 'phones')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const [password, secret] = [randomBytes(18).toString('base64url'), randomBytes(18).toString('base64url')]
    const push = { url: `http://${api.host}:${String(api.port)}/hooks/smsc`, secret, hash: 'sha1', retryAfterMs: 5_000 } as const
    const port = await nextFreePort(2700, '127.0.0.1')
    const { url } = await startSmscSimulator({ login: 'demo', password, host: '127.0.0.1', port, directory, push })
    note(`${url}, ${directory}`)
    return {
      SMSC_URL: url,
      SMSC_NETWORKS: '127.0.0.0/8',
      SMSC_LOGIN: 'demo',
      SMSC_PASSWORD: password,
      SMSC_PUSH_SECRET: secret,
      VEKHA_PHONES_DIR: directory,
    }
  })
}

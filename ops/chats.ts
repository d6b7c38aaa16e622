import { randomBytes } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { startTelegramSimulator } from '../simulators/telegram/server.ts'
import { nextFreePort } from './ports.ts'
import type { Progress } from './progress.ts'

/** A messenger with chats of its own in place of the real one. Lives in this process. */
export async function startChats(dataDir: string, publicUrl: string, progress: Progress): Promise<NodeJS.ProcessEnv> {
  return progress.step('Chats', async (note) => {
    const directory = join(dataDir, 'chats')
    await mkdir(directory, { recursive: true, mode: 0o700 })
    const token = `1000:${randomBytes(24).toString('base64url')}`
    const { url } = await startTelegramSimulator({ token, host: '127.0.0.1', port: await nextFreePort(2800, '127.0.0.1'), directory })
    note(`${url}, ${directory}`)
    return {
      TELEGRAM_API_URL: url,
      TELEGRAM_NETWORKS: '127.0.0.0/8',
      TELEGRAM_BOT_TOKEN: token,
      TELEGRAM_BOT_URL: `${publicUrl}/outbox/telegram`,
      TELEGRAM_WEBHOOK_SECRET: randomBytes(24).toString('base64url'),
      VEKHA_CHATS_URL: url,
    }
  })
}

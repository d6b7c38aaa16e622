import type { listBackups } from '../services/admin/backups.ts'
import type { sendTrial } from '../services/admin/send-trial.ts'
import type { verifyOwnAudit } from '../services/admin/verify-audit.ts'
import type { enter } from '../services/guest/enter.ts'
import type { Ctx } from '../services/context.ts'
import type { LiveHub } from '../services/live/hub.ts'
import type { startProcess } from '../services/process/start.ts'
import type { DeviceTokens } from '../services/session/token.ts'
import type { ChatDoor } from '../services/telegram/offer.ts'
import type { RateLimits } from '../services/system/rate-limits.ts'

/** What the API stands on; opened by main.ts, and by tests. */
export interface ApiDeps {
  readonly db: Ctx['db']
  readonly engine: Parameters<typeof startProcess>[0]['engine']
  readonly limits: RateLimits
  readonly devices: DeviceTokens
  readonly live: LiveHub
  /** Where the ends of the audit chains are written down, if anywhere. */
  readonly anchors: Parameters<typeof verifyOwnAudit>[0]['anchors']
  /** The engine's schedules of backups. */
  readonly backups: Parameters<typeof listBackups>[0]['backups']
  /** What an administrator sends on trial goes by these; no SMS where there is no account. */
  readonly outgoing: Parameters<typeof sendTrial>[0]['outgoing']
  /** Where private pages lead to the messenger; undefined where there is none. */
  readonly chats: ChatDoor | undefined
  /** What people have in the address bar, without a slash at the end. */
  readonly publicUrl: string
  /** The rooms of remote visits; undefined where a page of our own stands in. */
  readonly video: Parameters<typeof enter>[0]['video']
  readonly now: () => Date
}

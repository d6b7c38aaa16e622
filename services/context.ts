import type { Actor } from '../domain/actor.ts'
import type { Lang } from '../domain/label.ts'
import type { Database } from '../db/client.ts'

/** Who asks, in which organization, when, and under which request id. Built from a session, a link or a workflow; never from input. */
export interface Ctx {
  readonly db: Database
  readonly tenantId: string
  readonly actor: Actor
  readonly lang: Lang
  /** The reader's own IANA zone; left out, times are read and told by the organization's. */
  readonly zone?: string
  readonly now: Date
  readonly requestId: string
}

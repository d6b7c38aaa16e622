import { setTimeout as sleep } from 'node:timers/promises'
import type { Organization } from './cast.ts'
import { live } from './life.ts'
import type { Life, Stage } from './life.ts'

export interface Load {
  readonly lives: readonly Life[]
  /** All have arrived. */
  readonly arrived: Promise<void>
  /** All have come to their end. */
  readonly done: Promise<void>
}

export interface LoadOptions {
  readonly tickets: number
  /** Among them, at random moments. */
  readonly visits: number
  /** Mean arrivals per second: open, they come however busy the product is. */
  readonly rate: number
  /** No more arrive after this. */
  readonly enough: AbortSignal
}

/** Tickets and visits that arrive at random moments, independent of what becomes of those before them. */
export function startLoad(stage: Stage, cast: readonly Organization[], { tickets, visits, rate, enough }: LoadOptions): Load {
  const { random } = stage
  const lives: Life[] = []
  const running: Promise<void>[] = []
  async function arrive(): Promise<void> {
    let visitsLeft = visits
    for (let left = tickets + visits; left > 0 && !stage.asking.over.aborted && !enough.aborted; left -= 1) {
      await sleep((-Math.log(1 - random.share()) / rate) * 1_000)
      const organization = random.pick(cast)
      const kind = random.whole(1, left) <= visitsLeft ? 'visit' : 'ticket'
      if (kind === 'visit') visitsLeft -= 1
      const requester = `${kind}${String(left)}@${organization.slug}.example`
      const byMail = kind === 'ticket' && random.chance(stage.mailShare)
      const life: Life = { kind, tenantId: organization.id, requester, byMail, processId: undefined, moves: [], end: undefined }
      lives.push(life)
      running.push(live(stage, life, organization))
    }
  }
  const arrived = arrive()
  return { lives, arrived, done: arrived.then(async () => void (await Promise.all(running))) }
}

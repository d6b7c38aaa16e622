import { russianCalendar } from '../../domain/calendar/russian-production-calendar.ts'
import { policies } from '../../db/schema/organization.ts'
import { makeOrganization } from '../support/stack.ts'
import { createRandomSource } from '../workflows/random-source.ts'
import type { RandomSource } from '../workflows/random-source.ts'
import type { Ground } from './ground.ts'
import type { LiveKind, LiveStart } from './live-kind.ts'
import { followProcess } from './live-process.ts'
import type { LiveAnswer, LiveAsked, LiveProcess } from './live-process.ts'

/** What a run met on its way. */
export interface LiveTally {
  commands: number
  taken: number
  refused: number
  repeats: number
  together: number
  kills: number
  skips: number
  fired: number
  ended: number
}
export const emptyLiveTally = (): LiveTally => ({
  ...{ commands: 0, taken: 0, refused: 0, repeats: 0, together: 0, kills: 0, skips: 0, fired: 0, ended: 0 },
})

interface Player {
  readonly seed: number
  readonly random: RandomSource
  readonly started: LiveStart
  readonly process: LiveProcess
  readonly asked: { readonly asked: LiveAsked; readonly answer: LiveAnswer }[]
}

export interface BatchOptions {
  readonly kind: LiveKind
  readonly seeds: readonly number[]
  readonly commands: number
  readonly tally: LiveTally
}

/**
 * Several seeds side by side on one installation: each its own process, while time and workers are everybody's.
 * @returns the ids of the processes
 */
export async function runBatch(ground: Ground, { kind, seeds, commands, tally }: BatchOptions): Promise<readonly string[]> {
  const [firstSeed = 0] = seeds
  // Time and deaths are shared, so they come from the batch's first seed.
  const shared = createRandomSource(firstSeed)
  const org = await makeOrganization(ground.db)
  const rules = { calendar: russianCalendar, policies: kind.policies(shared) }
  const own = Object.entries(rules.policies).map(([name, policy]) => ({ tenantId: org.id, name, ...policy }))
  if (own.length > 0) await ground.db.tenant(org.id, (tx) => tx.insert(policies).values(own))
  const start = await kind.hire({ ground, org, policies: rules.policies })
  const players = await Promise.all(
    seeds.map(async (seed): Promise<Player> => {
      const random = createRandomSource(seed)
      const started = await start(random)
      return { seed, random, asked: [], started, process: await followProcess(ground, org, rules, kind, started) }
    }),
  )
  const request = ({ started, process }: Player, now: number): LiveAsked => started.request(process.snapshot(), now)

  async function ask(player: Player, asked: LiveAsked, now: number): Promise<LiveAnswer> {
    const answer = await player.process.ask(asked, new Date(now))
    player.asked.push({ asked, answer })
    if (answer.ok) tally.taken += 1
    else tally.refused += 1
    return answer
  }

  async function command(player: Player, now: number): Promise<void> {
    tally.commands += 1
    const { random } = player
    const dice = random.below(100)
    const [first, ...others] = player.asked
    if (dice < 12 && first) {
      const { asked, answer } = random.pick([first, ...others])
      tally.repeats += 1
      const again = await ask(player, asked, now)
      if (answer.ok && asked.action !== 'sync' && !again.hidden && !(again.ok && again.seq === answer.seq && again.state === answer.state))
        throw new Error(`${asked.action} was answered ${JSON.stringify(answer)}, asked again ${JSON.stringify(again)}`)
    } else if (dice < 25) {
      tally.together += 1
      await Promise.all([1, 2, 3].map(() => ask(player, request(player, now), now)))
    } else await ask(player, request(player, now), now)
  }

  async function check(which: readonly Player[] = players): Promise<void> {
    const now = await ground.nowMs()
    await Promise.all(
      which.map(({ process, seed }) =>
        process.check(now).catch((error: unknown) => {
          throw new Error(`Seed ${String(seed)} of the batch from ${String(firstSeed)}`, { cause: error })
        }),
      ),
    )
  }

  /** Goes through every instant at which something happens by itself. */
  async function skip(skipTo: NonNullable<Ground['skipTo']>): Promise<void> {
    tally.skips += 1
    const soonest = (): number => Math.min(...players.map(({ process }) => process.nextAt() ?? Number.POSITIVE_INFINITY))
    const now = await ground.nowMs()
    const jumpMs = shared.below(shared.pick([3_600, 86_400, 864_000])) * 1_000
    const target = shared.chance(0.5) && Number.isFinite(soonest()) ? soonest() + 1 : now + jumpMs
    for (let at = soonest(); at <= target; at = soonest()) {
      const due = players.filter(({ process }) => (process.nextAt() ?? Number.POSITIVE_INFINITY) <= at)
      await skipTo(at + 1)
      await check(due)
    }
    await skipTo(target)
  }

  async function kill(): Promise<void> {
    // Where time can be skipped, a task left to a dead worker's own queue is never given to anybody else.
    if (ground.skipTo) return
    const [first, ...others] = ground.workers
    if (!first) return
    const victim = shared.pick([first, ...others])
    tally.kills += 1
    await new Promise((resolve) => setTimeout(resolve, shared.below(40)))
    await victim.kill()
    await victim.start()
  }

  await check()
  for (let round = 0; round < commands; round += 1) {
    if (ground.skipTo && shared.chance(0.2)) await skip(ground.skipTo)
    else {
      const now = await ground.nowMs()
      await Promise.all([...players.map((player) => command(player, now)), ...(shared.chance(0.06) ? [kill()] : [])])
    }
    await check()
  }
  for (const { process } of players) {
    tally.fired += process.fired()
    if (process.ended()) tally.ended += 1
  }
  return players.map(({ process }) => process.id)
}

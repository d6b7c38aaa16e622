import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt } from 'drizzle-orm'
import { isJsonObject } from '../../domain/json.ts'
import type { TimeRules } from '../../domain/deadlines.ts'
import { stateOf } from '../../domain/decide.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { deliveries } from '../../db/schema/message.ts'
import { events, processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { sweep } from '../../services/system/sweep.ts'
import { Problem } from '../../services/problem.ts'
import type { ActAnswer } from '../../workflows/contracts.ts'
import { processWorkflowId, snapshotQuery } from '../../workflows/contracts.ts'
import type { TestOrganization } from '../support/stack.ts'
import type { Ground } from './ground.ts'
import type { LiveKind, LiveStart } from './live-kind.ts'
import { createTimekeeper } from './promises.ts'
import { toCome } from './reference.ts'
import type { Asked, Observed } from './reference.ts'
import { createWitness } from './witness.ts'

/** A request with the id that makes it the same one when it is asked again. */
export interface LiveAsked extends Asked {
  readonly requestId: string
}

/** `hidden`: told that there is no such process, or none for this role. */
export type LiveAnswer = ActAnswer & { readonly hidden?: true }

/** One process of a live installation beside the reference. */
export interface LiveProcess {
  readonly id: string
  snapshot(): Snapshot
  ended(): boolean
  /** How much has happened by itself so far. */
  fired(): number
  /** When the next thing happens by itself. */
  nextAt(): number | undefined
  /** Asks until there is an answer, as a browser does; checks it once the records are read. */
  ask(asked: LiveAsked, ctxNow: Date): Promise<LiveAnswer>
  /** Waits for what is due by `now`, then compares both stores with the reference. @throws at the first difference */
  check(now: number): Promise<void>
}

const timesAsked = 30
/** Older moves than this are swept. */
const sweepsAfterMs = 60_000

function refusalIn(error: unknown, seq: number): LiveAnswer | undefined {
  if (!(error instanceof Problem)) return undefined
  const { refusal, problems, code } = error
  if (refusal !== undefined) return { ok: false, refusal: { reason: refusal, problems }, state: '', seq }
  const hidden = code === 'NotFound' || code === 'Forbidden'
  return hidden ? { ok: false, refusal: { reason: 'Forbidden', problems }, state: '', seq, hidden } : undefined
}

/** What the definition can't know: a date that has passed, when the reference has no clock of its own. */
const isPast = ({ action, form }: Asked, answer: ActAnswer, now: Date): boolean =>
  !answer.ok &&
  answer.refusal.reason === 'BadForm' &&
  action === 'setDue' &&
  isJsonObject(form) &&
  Date.parse(String(form['dueAt'])) <= now.getTime()

/** Follows a process that has been started. */
export async function followProcess(
  ground: Ground,
  org: TestOrganization,
  rules: TimeRules,
  { definition, keepsBack, hides }: LiveKind,
  { id }: LiveStart,
): Promise<LiveProcess> {
  const { db, engine } = ground
  const rowNow = async () => {
    const [row] = await db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id)))
    if (!row) throw new Error('The process has no row')
    return row
  }
  const first = snapshotOf(await rowNow())
  const witness = createWitness(definition, createTimekeeper(rules), first.data, first.enteredAt, first.assigneeId)
  const handle = engine.client.workflow.getHandle(processWorkflowId(id))
  let known = first
  let fired = 0
  const answers: { asked: LiveAsked; answer: LiveAnswer; since: number; now: Date; answeredAt: number }[] = []

  async function read(): Promise<void> {
    const rows = await db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(events)
        .where(and(eq(events.processId, id), gt(events.seq, witness.now.seq)))
        .orderBy(asc(events.seq)),
    )
    fired += rows.filter(({ kind }) => kind === 'fire').length
    witness.see(
      rows.map(({ seq, kind, name, at, actor, form, reason, fromState, toState }): Observed => {
        if (kind !== 'act' && kind !== 'fire') throw new Error(`No ${kind} is ever recorded`)
        return { seq, kind, name, at: at.getTime(), actor, form, reason: reason ?? undefined, from: fromState ?? '', to: toState }
      }),
    )
  }
  const next = () => toCome(definition, createTimekeeper(rules), witness.now)[0]?.at

  async function untilDone(what: () => string, done: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + 30_000
    while (!(await done())) {
      if (Date.now() > until) throw new Error(`It did not happen in half a minute: ${what()}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function checkAnswers(): Promise<void> {
    for (const { asked, answer, since, now: askedAt, answeredAt } of answers.splice(0)) {
      const moments = [...witness.before.filter((one) => one.seq >= since), witness.now]
      const wereHidden = moments.map((one) => hides(asked.actor, one))
      if (answer.hidden ? !wereHidden.includes(true) : !answer.ok && !wereHidden.includes(false))
        throw new Error(
          `${asked.actor.name} asked ${asked.action} of what ${answer.hidden ? 'they see' : 'is hidden'}: ${JSON.stringify(answer)}`,
        )
      if (answer.hidden || isPast(asked, answer, askedAt)) continue
      witness.hear(asked, answer, since, [askedAt.getTime(), answeredAt])
      if (!answer.ok || asked.action === 'sync') continue
      const found = await db.tenant(org.id, (tx) =>
        tx.select({ seq: events.seq, state: events.toState }).from(events).where(eq(events.requestId, asked.requestId)),
      )
      if (found.length !== 1 || found[0]?.seq !== answer.seq || found[0].state !== answer.state)
        throw new Error(`${asked.action} was answered ${JSON.stringify(answer)}, but recorded is ${JSON.stringify(found)}`)
    }
  }

  async function checkLetters(): Promise<void> {
    const rows = await db.tenant(org.id, (tx) => tx.select().from(deliveries).where(eq(deliveries.processId, id)))
    const letters = rows
      .filter(({ template, seq }) => template.startsWith(`${definition.kind}.`) && seq <= witness.now.seq)
      .map(({ seq, template }) => `${String(seq)} ${template}`)
    const due = witness.now.letters.filter((letter) => !keepsBack(letter, [...witness.before, witness.now]))
    const [found, expected] = [letters.toSorted().join(), due.toSorted().join()]
    if (found !== expected) throw new Error(`The letters are ${found}, but must be ${expected}`)
  }

  return {
    id,
    snapshot: () => known,
    ended: () => stateOf(definition, witness.now.state).final === true,
    fired: () => fired,
    nextAt: next,
    async ask(asked, ctxNow) {
      const since = witness.now.seq
      const { requestId, actor, ...input } = asked
      for (let left = timesAsked; ; left -= 1) {
        const answer = await act({ ctx: org.ctx(actor, requestId, ctxNow), engine, input: { id, ...input } }).then(
          (acted): LiveAnswer => ({ ok: true, ...acted }),
          (error: unknown) => {
            const refusal = refusalIn(error, since)
            if (refusal) return refusal
            if (!(error instanceof Problem) || error.code !== 'NotConfirmed' || left === 0) throw error
            return undefined
          },
        )
        if (!answer) continue
        answers.push({ asked, answer, since, now: ctxNow, answeredAt: await ground.nowMs() })
        return answer
      }
    },
    async check(at) {
      let held: unknown
      let looks = 0
      const what = () => `${id} as due at ${new Date(at).toISOString()}, the same in both stores (I11): ${JSON.stringify([held, known])}`
      await untilDone(what, async () => {
        looks += 1
        // What the engine lost is brought back by the sweep, whose clock is the wall's: time that is skipped hides it from it.
        if (looks % 100 === 0) await sweep(ground, new Date(at + sweepsAfterMs))
        await read()
        known = snapshotOf(await rowNow())
        held = await engine.client
          .withDeadline(Date.now() + 5_000, () => handle.query<Snapshot>(snapshotQuery))
          .catch((error: unknown) => String(error))
        return known.seq === witness.now.seq && (next() ?? Number.POSITIVE_INFINITY) > at && isDeepStrictEqual(held, known)
      })
      await checkAnswers()
      await checkLetters()
      witness.compare(known)
    },
  }
}

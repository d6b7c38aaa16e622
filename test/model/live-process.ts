import { isDeepStrictEqual } from 'node:util'
import { and, asc, eq, gt } from 'drizzle-orm'
import type { Actor } from '../../domain/actor.ts'
import { isJsonObject } from '../../domain/json.ts'
import type { TimeRules } from '../../domain/deadlines.ts'
import { stateOf } from '../../domain/decide.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import { ticket } from '../../domain/ticket.ts'
import { deliveries } from '../../db/schema/message.ts'
import { events, processes } from '../../db/schema/process.ts'
import { act } from '../../services/process/act.ts'
import { snapshotOf } from '../../services/process/snapshot-row.ts'
import { startProcess } from '../../services/process/start.ts'
import { sweep } from '../../services/system/sweep.ts'
import { Problem } from '../../services/problem.ts'
import type { ActAnswer } from '../../workflows/contracts.ts'
import { processWorkflowId, snapshotQuery } from '../../workflows/contracts.ts'
import { ticketForm } from '../support/tickets.ts'
import type { TestOrganization } from '../support/stack.ts'
import type { Ground } from './ground.ts'
import { createTimekeeper } from './promises.ts'
import { toCome } from './reference.ts'
import type { Asked, Expected, Observed } from './reference.ts'
import { createWitness } from './witness.ts'

/** A request with the id that makes it the same one when it is asked again. */
export interface LiveAsked extends Asked {
  readonly requestId: string
}

/** One ticket of a live installation beside the reference. */
export interface LiveTicket {
  readonly id: string
  readonly number: string
  snapshot(): Snapshot
  ended(): boolean
  /** When the next thing happens by itself. */
  nextAt(): number | undefined
  /** Asks until there is an answer, as a browser does; checks it once the records are read. */
  ask(asked: LiveAsked, ctxNow: Date): Promise<ActAnswer>
  /** Waits for what is due by `now`, then compares both stores with the reference. @throws at the first difference */
  check(now: number): Promise<void>
}

const timesAsked = 30
/** Older moves than this are swept. */
const sweepsAfterMs = 60_000

function refusalIn(error: unknown, seq: number): ActAnswer | undefined {
  if (!(error instanceof Problem) || error.refusal === undefined) return undefined
  return { ok: false, refusal: { reason: error.refusal, problems: error.problems }, state: '', seq }
}

/** What the definition can't know: a date that has passed, when the reference has no clock of its own. */
const isPast = ({ action, form }: Asked, answer: ActAnswer, now: Date): boolean =>
  !answer.ok &&
  answer.refusal.reason === 'BadForm' &&
  action === 'setDue' &&
  isJsonObject(form) &&
  Date.parse(String(form['dueAt'])) <= now.getTime()

/** Letters that a ticket keeps back: spam gets no answer, whoever writes twice before support looked gets one. */
function keptBack(letter: string, before: readonly Expected[]): boolean {
  const [seq, name] = letter.split(' ')
  const [was, is] = [before[Number(seq) - 2], before[Number(seq) - 1]]
  return (
    (name === 'ticket.rejected' && is?.data['rejectedAs'] === 'spam') || (name === 'ticket.received' && was?.data['reopenAsked'] === true)
  )
}

export async function startLiveTicket(
  ground: Ground,
  org: TestOrganization,
  rules: TimeRules,
  starter: Actor,
  requestType: string,
): Promise<LiveTicket> {
  const { db, engine } = ground
  const now = new Date(await ground.nowMs())
  const ctx = org.ctx(starter, undefined, now)
  const { id, number } = await startProcess({ ctx, engine, input: { kind: 'ticket', input: ticketForm({ requestType }) } })
  const rowNow = async () => {
    const [row] = await db.tenant(org.id, (tx) => tx.select().from(processes).where(eq(processes.id, id)))
    if (!row) throw new Error('The ticket has no row')
    return row
  }
  const first = snapshotOf(await rowNow())
  const witness = createWitness(ticket, createTimekeeper(rules), first.data, first.enteredAt)
  const handle = engine.client.workflow.getHandle(processWorkflowId(id))
  let known = first
  const answers: { asked: LiveAsked; answer: ActAnswer; since: number; now: Date }[] = []

  async function read(): Promise<void> {
    const rows = await db.tenant(org.id, (tx) =>
      tx
        .select()
        .from(events)
        .where(and(eq(events.processId, id), gt(events.seq, witness.now.seq)))
        .orderBy(asc(events.seq)),
    )
    witness.see(
      rows.map(({ seq, kind, name, at, actor, form, reason, fromState, toState }): Observed => {
        if (kind !== 'act' && kind !== 'fire') throw new Error(`A ticket records no ${kind}`)
        return { seq, kind, name, at: at.getTime(), actor, form, reason: reason ?? undefined, from: fromState ?? '', to: toState }
      }),
    )
  }
  const next = () => toCome(ticket, createTimekeeper(rules), witness.now)[0]?.at

  async function untilDone(what: () => string, done: () => Promise<boolean>): Promise<void> {
    const until = Date.now() + 30_000
    while (!(await done())) {
      if (Date.now() > until) throw new Error(`It did not happen in half a minute: ${what()}`)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }

  async function checkAnswers(): Promise<void> {
    for (const { asked, answer, since, now: askedAt } of answers.splice(0)) {
      if (isPast(asked, answer, askedAt)) continue
      witness.hear(asked, answer, since)
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
      .filter(({ template, seq }) => template.startsWith('ticket.') && seq <= witness.now.seq)
      .map(({ seq, template }) => `${String(seq)} ${template}`)
    const due = witness.now.letters.filter((letter) => !keptBack(letter, [...witness.before, witness.now]))
    const [found, expected] = [letters.toSorted().join(), due.toSorted().join()]
    if (found !== expected) throw new Error(`The letters are ${found}, but must be ${expected}`)
  }

  return {
    id,
    number,
    snapshot: () => known,
    ended: () => stateOf(ticket, witness.now.state).final === true,
    nextAt: next,
    async ask(asked, ctxNow) {
      const since = witness.now.seq
      const { requestId, actor, ...input } = asked
      for (let left = timesAsked; ; left -= 1) {
        const answer = await act({ ctx: org.ctx(actor, requestId, ctxNow), engine, input: { id, ...input } }).then(
          (acted): ActAnswer => ({ ok: true, ...acted }),
          (error: unknown) => {
            const refusal = refusalIn(error, since)
            if (refusal) return refusal
            if (!(error instanceof Problem) || error.code !== 'NotConfirmed' || left === 0) throw error
            return undefined
          },
        )
        if (!answer) continue
        answers.push({ asked, answer, since, now: ctxNow })
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

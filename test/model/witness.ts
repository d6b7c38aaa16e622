import { isDeepStrictEqual } from 'node:util'
import type { JsonObject } from '../../domain/json.ts'
import type { ProcessDefinition } from '../../domain/process.ts'
import type { Snapshot } from '../../domain/snapshot.ts'
import type { ActAnswer } from '../../workflows/contracts.ts'
import { dueOf } from './promises.ts'
import type { Timekeeper } from './promises.ts'
import { begin, follow, judge, toCome } from './reference.ts'
import type { Asked, Expected, Observed } from './reference.ts'

/** Follows one process record by record beside the reference, and throws where they part. */
export interface Witness {
  readonly now: Expected
  /** What it was after each earlier record, the first one first. */
  readonly before: readonly Expected[]
  /** Takes the records that were written since. */
  see(records: readonly Observed[]): void
  /** A refusal must be right at some moment while it was asked: `since` is the seq when the request left, `at` its times. */
  hear(asked: Asked, answer: ActAnswer, since: number, at?: readonly number[]): void
  /** The process at rest must be what the reference says. */
  compare(snapshot: Snapshot): void
}

const sorted = (values: readonly string[]): readonly string[] => values.toSorted()
const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value))

function must(name: string, found: unknown, expected: unknown): void {
  if (!isDeepStrictEqual(plain(found), plain(expected)))
    throw new Error(`${name} is ${JSON.stringify(found)}, but must be ${JSON.stringify(expected)}`)
}

export function createWitness(
  definition: ProcessDefinition,
  time: Timekeeper,
  data: JsonObject,
  startedAt: number,
  assigneeId: string | null = null,
): Witness {
  const was: Expected[] = []
  let now = begin(definition, time, data, startedAt, assigneeId)
  return {
    get now() {
      return now
    },
    before: was,
    see(records) {
      for (const record of records) {
        was.push(now)
        now = follow(definition, time, now, record)
      }
    },
    hear(asked, answer, since, times = []) {
      if (answer.ok) return
      const moments = [...was.filter((one) => one.seq >= since), now]
      const clocks = times.length === 0 ? [undefined] : times.map((at) => ({ time, at }))
      const verdicts = moments.flatMap((one) => clocks.map((clock) => judge(definition, one, asked, clock)))
      if (verdicts.some((verdict) => !verdict.ok && verdict.reason === answer.refusal.reason)) return
      throw new Error(
        `${asked.action} by ${asked.actor.name} was refused as ${answer.refusal.reason}, but must be ${JSON.stringify(verdicts)}`,
      )
    },
    compare(snapshot) {
      const { state, seq, enteredSeq, enteredAt, movedSeq, assigneeId, data: held } = now
      must(
        'The process',
        { ...snapshot, clocks: 0, plan: 0, fired: 0, opens: 0 },
        {
          ...{ state, seq, enteredSeq, enteredAt, movedSeq, assigneeId, data: held },
          ...{ clocks: 0, plan: 0, fired: 0, opens: 0 },
        },
      )
      must('What fired', sorted(snapshot.fired), sorted(now.done))
      must(
        'The plan',
        snapshot.plan.map(({ key, at }) => ({ key, at })),
        toCome(definition, time, now),
      )
      const promises = Object.entries(now.promises).map(([name, one]) => {
        const { policy, startedAt: began, usedMs, since, metAt, fixedAt } = one
        const clock = {
          policy,
          startedAt: began,
          spentMs: usedMs,
          runningSince: since,
          metAt,
          dueAt: dueOf(time, one),
          fixedDueAt: fixedAt,
        }
        return [name, clock]
      })
      must('The clocks', snapshot.clocks, Object.fromEntries(promises))
    },
  }
}

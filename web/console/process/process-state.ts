import { createEffect, createMemo, createSignal, on, onCleanup } from 'solid-js'
import type { Failure } from '../../lib/failure.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import { expected } from '../offline/expected.ts'
import type { Act } from './act.ts'
import { createAct } from './act.ts'
import { readHistory, readProcess } from './process-source.ts'
import type { ProcessDetail, StreamItem } from './process-types.ts'

export interface ProcessState {
  readonly process: () => ProcessDetail | undefined
  readonly items: () => readonly StreamItem[]
  /** Loads what happened before what is shown; undefined when all is shown. */
  readonly older: () => (() => Promise<void>) | undefined
  readonly failure: () => Failure | undefined
  readonly act: Act
  readonly refetch: () => void
}

const calmMs = 60

/** One process with its stream, kept live while it is on the screen. */
export function createProcess(id: () => string | undefined): ProcessState {
  const read = createQuery(id, readProcess)
  const process = createMemo(() => expected(read.data()))
  const history = createQuery(id, readHistory)
  const refetch = (): void => {
    void read.refetch()
    void history.refetch()
  }
  const [earlier, setEarlier] = createSignal<readonly StreamItem[]>([])
  const [place, setPlace] = createSignal<string | null>()
  createEffect(
    on(id, () => {
      setEarlier([])
      setPlace(undefined)
    }),
  )
  const cursor = (): string | null => {
    const reached = place()
    return reached === undefined ? (history.data()?.nextCursor ?? null) : reached
  }
  const readEarlier = async (from: string): Promise<void> => {
    const asked = id()
    if (asked === undefined) return
    const page = await readHistory(asked, from).catch(() => undefined)
    if (page === undefined || asked !== id()) return
    setEarlier((held) => [...held, ...page.items])
    setPlace(page.nextCursor)
  }
  const items = createMemo((): readonly StreamItem[] => {
    const latest = history.data()?.items ?? []
    const known = new Set(latest.map((item) => item.id))
    return [...latest, ...earlier().filter((item) => !known.has(item.id))]
  })
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  useLive(
    (change) => change.processId === read.data()?.id,
    () => {
      clearTimeout(timer)
      timer = setTimeout(refetch, calmMs)
    },
  )
  return {
    process,
    items,
    older: () => {
      const from = cursor()
      return from === null ? undefined : () => readEarlier(from)
    },
    failure: read.failure,
    act: createAct(process, refetch),
    refetch,
  }
}

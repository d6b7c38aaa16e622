import { onCleanup } from 'solid-js'
import type { Failure } from '../../lib/failure.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import type { Act } from './act.ts'
import { createAct } from './act.ts'
import { readHistory, readProcess } from './process-source.ts'
import type { ProcessDetail, StreamItem } from './process-types.ts'

export interface ProcessState {
  readonly process: () => ProcessDetail | undefined
  readonly items: () => readonly StreamItem[]
  readonly failure: () => Failure | undefined
  readonly act: Act
  readonly refetch: () => void
}

const calmMs = 60

/** One process with its stream, kept live while it is on the screen. */
export function createProcess(id: () => string | undefined): ProcessState {
  const process = createQuery(id, readProcess)
  const history = createQuery(id, readHistory)
  const refetch = (): void => {
    void process.refetch()
    void history.refetch()
  }
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  useLive(
    (change) => change.processId === process.data()?.id,
    () => {
      clearTimeout(timer)
      timer = setTimeout(refetch, calmMs)
    },
  )
  return {
    process: process.data,
    items: () => history.data()?.items ?? [],
    failure: process.failure,
    act: createAct(process.data, refetch),
    refetch,
  }
}

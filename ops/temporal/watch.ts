import { repeatEvery } from '../../services/system/rounds.ts'

export interface Watched {
  /** Throws when there is no answer. */
  readonly ask: () => Promise<void>
  readonly restart: () => Promise<void>
  readonly say: (line: string) => void
  readonly everyMs?: number
}

const mostSilences = 6

/**
 * Starts the engine again when it runs and yet gives no answer six times in a row. The store of a development server that was
 * interrupted on an overloaded machine can stay so for good (`interrupted (9)` in its log).
 */
export function watchEngine({ ask, restart, say, everyMs = 10_000 }: Watched): { stop(): Promise<void> } {
  let silences = 0
  const round = async (): Promise<void> => {
    const silent = await ask().then(
      () => false,
      () => true,
    )
    silences = silent ? silences + 1 : 0
    if (silences < mostSilences) return
    silences = 0
    say('Temporal runs but gives no answer: it is started again')
    await restart()
  }
  // Whoever keeps it goes on trying what a restart did not bring.
  return repeatEvery(everyMs, round, () => undefined)
}

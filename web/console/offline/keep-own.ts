import { isPersonal } from '../../../domain/roles.ts'
import { api } from '../../lib/api.ts'
import { kindsFor } from '../kinds.ts'
import { readHistory, readProcess } from '../process/process-source.ts'
import { traveller } from './traveller.ts'

const everyMs = 10 * 60_000
const most = 30

/** Reads the person's own open processes, those that are due first, so that their pages open without a network. */
async function keepOwn(): Promise<void> {
  const actor = traveller()?.actor
  if (actor === undefined) return
  for (const { kind, assignee } of kindsFor(actor.roles)) {
    if (assignee === undefined || !isPersonal(assignee)) continue
    const own = await api.process.list.query({ kind, assignee: 'me', open: true, sort: 'due', limit: most })
    // One after another: what the person asks for meanwhile goes first.
    for (const { id } of own.items) await Promise.all([readProcess(id), readHistory(id)])
  }
}

/** Keeps what the person may need on the road, now and as it changes. Returns how to stop. */
export function startKeeping(): () => void {
  const run = (): void => void keepOwn().catch(() => undefined)
  run()
  const timer = setInterval(run, everyMs)
  window.addEventListener('online', run)
  return () => {
    clearInterval(timer)
    window.removeEventListener('online', run)
  }
}

import { dayIn } from '../../../domain/calendar/day-in.ts'
import { dayOfIsoDate, isoDateOfDay } from '../../../domain/calendar/local-date.ts'
import { isPersonal } from '../../../domain/roles.ts'
import type { Role } from '../../../domain/roles.ts'
import { api } from '../../lib/api.ts'
import { zoneName } from '../../lib/format.ts'
import { readDay } from '../calendar/calendar-source.ts'
import { kindsFor, mayReadVisits } from '../kinds.ts'
import { readHistory, readProcess } from '../process/process-source.ts'
import { traveller } from './traveller.ts'

const everyMs = 10 * 60_000
const most = 30
/** Today and the days after it: what is looked at between two visits. */
const daysAhead = 3

/** Reads the person's days to come, and answers which visits are in them. */
async function keepDays(roles: readonly Role[]): Promise<readonly string[]> {
  if (!mayReadVisits(roles)) return []
  const today = dayOfIsoDate(dayIn(zoneName(), Date.now())) ?? 0
  const ids: string[] = []
  for (let ahead = 0; ahead < daysAhead; ahead += 1)
    ids.push(...(await readDay(isoDateOfDay(today + ahead))).visits.map((visit) => visit.id))
  return ids
}

/** Reads the person's days and own open processes, those that are due first, so that their pages open without a network. */
async function keepOwn(): Promise<void> {
  const actor = traveller()?.actor
  if (actor === undefined) return
  const ids = new Set(await keepDays(actor.roles))
  for (const { kind, assignee } of kindsFor(actor.roles)) {
    if (assignee === undefined || !isPersonal(assignee)) continue
    const own = await api.process.list.query({ kind, assignee: 'me', open: true, sort: 'due', limit: most })
    for (const { id } of own.items) ids.add(id)
  }
  // One after another: what the person asks for meanwhile goes first.
  for (const id of ids) await Promise.all([readProcess(id), readHistory(id)])
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

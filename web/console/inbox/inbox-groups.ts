import { dayMs } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import { currentZone, now } from '../../lib/format.ts'
import type { InboxItem } from './inbox-source.ts'

export const groupNames = ['overdue', 'today', 'week', 'later', 'waiting'] as const
export type GroupName = (typeof groupNames)[number]
export interface Group {
  readonly name: GroupName
  readonly items: readonly InboxItem[]
}

function groupOf(item: InboxItem): GroupName {
  if (item.waiting) return 'waiting'
  if (item.dueAt === null) return 'later'
  const due = Date.parse(item.dueAt)
  if (due < now()) return 'overdue'
  const today = Math.floor(wallTime(currentZone(), now()) / dayMs)
  const day = Math.floor(wallTime(currentZone(), due) / dayMs)
  if (day === today) return 'today'
  // Day 0 of the epoch was a Thursday, so Monday-based weekday is shifted by three.
  const leftInWeek = 6 - ((today + 3) % 7)
  return day - today <= leftInWeek ? 'week' : 'later'
}

const dueOrder = (item: InboxItem): number => (item.dueAt === null ? Number.MAX_SAFE_INTEGER : Date.parse(item.dueAt))

/** The inbox by urgency, the soonest first; empty groups are left out. */
export function groupsOf(items: readonly InboxItem[]): readonly Group[] {
  const byName = new Map<GroupName, InboxItem[]>(groupNames.map((name) => [name, []]))
  for (const item of items) byName.get(groupOf(item))?.push(item)
  return groupNames.flatMap((name) => {
    const held = byName.get(name) ?? []
    return held.length === 0 ? [] : [{ name, items: held.toSorted((a, b) => dueOrder(a) - dueOrder(b)) }]
  })
}

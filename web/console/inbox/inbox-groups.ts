import type { InboxItem, InboxPage } from './inbox-source.ts'

export const groupNames = ['overdue', 'today', 'week', 'later', 'waiting'] as const
export type GroupName = (typeof groupNames)[number]
export interface Group {
  readonly name: GroupName
  readonly items: readonly InboxItem[]
  /** How many there are, loaded or not. */
  readonly count: number
}

/** The inbox by urgency as the organization's calendar says; empty groups are left out. */
export const groupsOf = (items: readonly InboxItem[], counts: InboxPage['groups'] | undefined): readonly Group[] =>
  groupNames.flatMap((name) => {
    const held = items.filter((item) => item.group === name)
    return held.length === 0 ? [] : [{ name, items: held, count: Math.max(held.length, counts?.[name] ?? 0) }]
  })

import type { DueTone } from '../ui/due-badge.tsx'
import { formatBrief, formatExact, formatSpan, now } from './format.ts'
import { withWords } from './i18n.ts'

const ru = {
  'due.none': 'без срока',
  'due.late': 'просрочено на {span}',
  'due.left': 'осталось {span}',
  'due.by': 'до: {moment}',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'due.none': 'no deadline',
  'due.late': '{span} overdue',
  'due.left': '{span} left',
  'due.by': 'by {moment}',
}
const t = withWords<keyof typeof ru>({ ru, en })

export interface Due {
  readonly tone: DueTone
  readonly text: string
  readonly title: string | undefined
}
const soonMs = 4 * 3_600_000

/** A deadline in words: late by how much, how long is left when it is soon, else when it is. */
export function dueOf(dueAt: string | null, paused = false): Due {
  if (paused) return { tone: 'paused', text: t('due.paused'), title: undefined }
  if (dueAt === null) return { tone: 'wait', text: t('due.none'), title: undefined }
  const leftMs = Date.parse(dueAt) - now()
  const title = formatExact(dueAt)
  if (leftMs < 0) return { tone: 'late', text: t('due.late', { span: formatSpan(-leftMs) }), title }
  if (leftMs < soonMs) return { tone: 'warn', text: t('due.left', { span: formatSpan(leftMs) }), title }
  return { tone: 'wait', text: t('due.by', { moment: formatBrief(dueAt) }), title }
}

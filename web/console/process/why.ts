import { partyLabels } from '../../../domain/roles.ts'
import type { Party } from '../../../domain/roles.ts'
import type { PlanItem } from '../../../domain/snapshot.ts'
import { formatMoment, formatSpan, now } from '../../lib/format.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessRow } from './process-types.ts'

export interface WhyPart {
  readonly text: string
  readonly tone: 'strong' | 'late' | 'quiet'
}

const stateLabel = (kind: string, state: string): string => {
  const label = kindOf(kind)?.states[state]?.label
  return label === undefined ? state : say(label)
}
const momentOf = (at: number): string => formatMoment(new Date(at).toISOString())

/** What happens next by itself, as a sentence. */
export function nextSentence(kind: string, item: PlanItem): string {
  const moment = momentOf(item.at)
  switch (item.kind) {
    case 'move':
      return t('why.nextMove', { moment, state: stateLabel(kind, item.to), reason: say(item.reason) })
    case 'remind':
      return t('why.nextRemind', { moment, party: say(partyLabels[item.party]).toLowerCase() })
    case 'deadline':
      return item.share === 100 ? t('why.nextEscalation', { moment }) : t('why.nextReminder', { moment })
  }
}

/** Why a process waits, for whom, since when and what happens next by itself. `mine` are the parties of the reader. */
export function whyOf(row: ProcessRow, mine: readonly Party[] = []): readonly WhyPart[] {
  if (row.endedAt !== null)
    return [{ tone: 'quiet', text: t('why.ended', { state: stateLabel(row.kind, row.state), moment: formatMoment(row.endedAt) }) }]
  const parts: WhyPart[] = []
  const span = formatSpan(now() - Date.parse(row.waitsSince))
  if (row.waitsFor !== null)
    parts.push({
      tone: 'strong',
      text: mine.includes(row.waitsFor) ? t('why.waitsUs', { span }) : t('why.waits', { party: say(partyLabels[row.waitsFor]).toLowerCase(), span }),
    })
  const paused = kindOf(row.kind)?.states[row.state]?.clock === 'paused'
  if (row.dueAt !== null && Date.parse(row.dueAt) < now()) parts.push({ tone: 'late', text: t('why.late', { moment: formatMoment(row.dueAt) }) })
  else if (paused) parts.push({ tone: 'quiet', text: t('why.paused') })
  else if (row.dueAt !== null) parts.push({ tone: 'quiet', text: t('why.due', { moment: formatMoment(row.dueAt) }) })
  if (row.trouble !== null)
    parts.push({ tone: 'late', text: t('why.trouble', { error: row.trouble.error, moment: momentOf(row.trouble.nextTryAt) }) })
  if (row.nextStep !== null) parts.push({ tone: 'quiet', text: nextSentence(row.kind, row.nextStep) })
  return parts
}

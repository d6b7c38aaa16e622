import { isCommonAction } from '../../../domain/common-actions.ts'
import { lowered } from '../../../domain/text/lowered.ts'
import { say, withWords } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'

const ru = {
  'audit.do.cancel': 'отменено',
  'audit.do.assign': 'исполнитель назначен',
  'audit.do.setPriority': 'приоритет изменён',
  'audit.do.setDue': 'срок перенесён',
  'audit.do.retry': 'повтор после сбоя',
  'audit.do.skip': 'сбойный шаг пропущен',
  'audit.do.recompute': 'сроки пересчитаны',
  'audit.do.sync': 'сверено с движком',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'audit.do.cancel': 'cancelled',
  'audit.do.assign': 'assigned',
  'audit.do.setPriority': 'priority changed',
  'audit.do.setDue': 'deadline moved',
  'audit.do.retry': 'tried again after trouble',
  'audit.do.skip': 'troubled step skipped',
  'audit.do.recompute': 'deadlines counted anew',
  'audit.do.sync': 'reconciled with the engine',
}
const t = withWords<keyof typeof ru>({ ru, en })

/** What was done by an action of a kind, as the middle of a sentence: «вопрос задан»; undefined for no action of it. */
export function doneWords(kind: string, action: string): string | undefined {
  for (const state of Object.values(kindOf(kind)?.states ?? {})) {
    const found = state.actions?.[action]
    if (found !== undefined) return lowered(say(found.done ?? found.label))
  }
  return isCommonAction(action) ? t(`audit.do.${action}`) : undefined
}

import { isCommonAction } from '../../../domain/common-actions.ts'
import { lowered } from '../../../domain/text/lowered.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'

/** What was done by an action of a kind, as the middle of a sentence: «вопрос задан»; undefined for no action of it. */
export function doneWords(kind: string, action: string): string | undefined {
  for (const state of Object.values(kindOf(kind)?.states ?? {})) {
    const found = state.actions?.[action]
    if (found !== undefined) return lowered(say(found.done ?? found.label))
  }
  return isCommonAction(action) ? t(`audit.do.${action}`) : undefined
}

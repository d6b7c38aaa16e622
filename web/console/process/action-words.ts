import { isCommonAction } from '../../../domain/common-actions.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'

/**
 * Words for the middle of a sentence: they begin in lower case unless the first word is all capitals («СМС», “SMS”) or
 * the pronoun of a name.
 */
export const lowered = (words: string): string => (/^\p{Lu}[^\p{Ll}]/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1))

/** What was done by an action of a kind, as the middle of a sentence: «вопрос задан»; undefined for no action of it. */
export function doneWords(kind: string, action: string): string | undefined {
  for (const state of Object.values(kindOf(kind)?.states ?? {})) {
    const found = state.actions?.[action]
    if (found !== undefined) return lowered(say(found.done ?? found.label))
  }
  return isCommonAction(action) ? t(`audit.do.${action}`) : undefined
}

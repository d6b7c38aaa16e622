import type { Form } from '../../../domain/form.ts'
import { checkForm } from '../../../domain/form.ts'
import type { Draft, DraftValues } from '../../lib/draft.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { showToast } from '../../ui/toast.tsx'
import { isHelperValue } from '../form/file-input.tsx'
import { kindOf } from '../kinds.ts'
import { actOrPutAside } from '../offline/act-or-put-aside.ts'
import type { Offer } from './offers.ts'
import { assign } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import type { Sending } from './sending.ts'
import { createSending } from './sending.ts'
import { t } from './words/words.ts'

export const reasonKey = '@reason'
/** The values of a draft that belong to the form, as they are now: lists of a draft change under our hands, and no database takes them. */
export const formValues = (values: DraftValues): DraftValues =>
  Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) =>
      isHelperValue(name) ? [] : [[name, typeof value === 'object' ? [...value] : value]],
    ),
  )

/** What is wrong with the draft, found before sending by the same check as the server's. */
export function problemsOf(form: Form, draft: Draft): Readonly<Record<string, string>> {
  const checked = checkForm<Form>(form, formValues(draft.values))
  if (checked.ok) return {}
  return Object.fromEntries(checked.problems.map((problem) => [problem.field, say(problem.message)]))
}

export interface Act extends Omit<Sending, 'send'> {
  /** True when the engine confirmed while the screen still waited for it. */
  readonly run: (offer: Offer, draft: Draft) => Promise<boolean>
}

/** False for answers that are not about the request itself: it may go again as the same one. */
export const isDefinite = (failure: Failure): boolean => failure.kind !== 'signedOut' && failure.kind !== 'tooMany'

/**
 * Sends actions of one process. `onAnswer` runs after every definite answer, so that the screen shows what the engine
 * confirmed; the draft goes only with a confirmation.
 */
export function createAct(process: () => ProcessDetail | undefined, onAnswer: () => void): Act {
  const sending = createSending()
  // Refused when somebody has moved the process since: what they did is not ours to undo.
  const assignBack = async (before: { readonly id: string; readonly assigneeId: string | null }, seen: number): Promise<void> => {
    try {
      await assign({ ...before, seen })
      showToast(t('page.assignedBack'), 'ok')
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    onAnswer()
  }
  const run = async (offer: Offer, draft: Draft): Promise<boolean> => {
    const shown = process()
    if (shown === undefined || sending.isUnderWay()) return false
    // As it was before: the store changes under our hands.
    const before = { id: shown.id, assigneeId: shown.assignee?.id ?? null }
    const [kind, stateBefore] = [shown.kind, shown.state]
    const reason = draft.values[reasonKey]
    const request = {
      id: shown.id,
      action: offer.name,
      form: formValues(draft.values),
      requestId: draft.requestId(),
      seen: shown.seq,
      ...(typeof reason === 'string' ? { reason } : {}),
    }
    const answer = await sending.send(() => actOrPutAside(request, shown))
    // Given up and changed since: what is in the form now is another request.
    const isSame = draft.requestId() === request.requestId
    if (answer.kind === 'confirmed') {
      if (isSame) draft.clear()
      if (answer.value === 'putAside') {
        showToast(t('unsent.putAside', { action: offer.label }), 'ok')
        return answer.seen
      }
      const { state, seq } = answer.value
      const label = kindOf(kind)?.states[state]?.label
      const moved = state !== stateBefore && label !== undefined
      showToast(
        moved ? t('page.confirmed', { action: offer.label, state: say(label) }) : t('page.confirmedSame', { action: offer.label }),
        'ok',
        offer.name === 'assign' ? { label: t('ui.undo'), run: () => void assignBack(before, seq) } : undefined,
      )
      onAnswer()
      return answer.seen
    }
    if (answer.kind === 'refused') {
      if (isSame && isDefinite(answer.failure)) draft.renew()
      // Whoever has left the screen still hears of it.
      if (!answer.seen) showToast(answer.failure.message, 'late')
      onAnswer()
    }
    return false
  }
  return { ...sending, run }
}

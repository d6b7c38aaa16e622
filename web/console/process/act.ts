import { createSignal } from 'solid-js'
import type { Form } from '../../../domain/form.ts'
import { checkForm } from '../../../domain/form.ts'
import type { Draft, DraftValues } from '../../lib/draft.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say, t } from '../../lib/i18n.ts'
import { showToast } from '../../ui/toast.tsx'
import { isHelperValue } from '../form/file-input.tsx'
import { kindOf } from '../kinds.ts'
import type { Offer } from './offers.ts'
import { act, assign } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'

/** How a sent action stands. Only a confirmed one changes what the screen says about the process. */
export type ActPhase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'sent' }
  | { readonly kind: 'refused' | 'unconfirmed'; readonly failure: Failure }

export const reasonKey = '@reason'
/** The values of a draft that belong to the form. */
export const formValues = (values: DraftValues): DraftValues =>
  Object.fromEntries(Object.entries(values).filter(([name]) => !isHelperValue(name)))

/** What is wrong with the draft, found before sending by the same check as the server's. */
export function problemsOf(form: Form, draft: Draft): Readonly<Record<string, string>> {
  const checked = checkForm<Form>(form, formValues(draft.values))
  if (checked.ok) return {}
  return Object.fromEntries(checked.problems.map((problem) => [problem.field, say(problem.message)]))
}

export interface Act {
  readonly phase: () => ActPhase
  readonly run: (offer: Offer, draft: Draft) => Promise<boolean>
  readonly reset: () => void
}

/**
 * Sends actions of one process. `onAnswer` runs after every definite answer, so that the screen shows what the engine
 * confirmed; the draft goes only with a confirmation.
 */
export function createAct(process: () => ProcessDetail | undefined, onAnswer: () => void): Act {
  const [phase, setPhase] = createSignal<ActPhase>({ kind: 'idle' })
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
    if (shown === undefined || phase().kind === 'sent') return false
    // As it was before: the store changes under our hands.
    const before = { id: shown.id, assigneeId: shown.assignee?.id ?? null }
    const stateBefore = shown.state
    setPhase({ kind: 'sent' })
    const reason = draft.values[reasonKey]
    try {
      const answer = await act({
        id: shown.id,
        action: offer.name,
        form: formValues(draft.values),
        requestId: draft.requestId(),
        seen: shown.seq,
        ...(typeof reason === 'string' ? { reason } : {}),
      })
      draft.clear()
      setPhase({ kind: 'idle' })
      const label = kindOf(shown.kind)?.states[answer.state]?.label
      const moved = answer.state !== stateBefore && label !== undefined
      showToast(
        moved ? t('page.confirmed', { action: offer.label, state: say(label) }) : t('page.confirmedSame', { action: offer.label }),
        'ok',
        offer.name === 'assign' ? { label: t('ui.undo'), run: () => void assignBack(before, answer.seq) } : undefined,
      )
      onAnswer()
      return true
    } catch (error) {
      const failure = failureOf(error)
      const unclear = failure.kind === 'notConfirmed' || failure.kind === 'offline' || failure.kind === 'broken'
      if (!unclear) draft.renew()
      setPhase({ kind: unclear ? 'unconfirmed' : 'refused', failure })
      if (!unclear) onAnswer()
      return false
    }
  }
  return { phase, run, reset: () => setPhase({ kind: 'idle' }) }
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { targetForm } from '../../../domain/visit-plan.ts'
import { failureOf } from '../../lib/failure.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { EntryForm } from '../directory/entry-form.tsx'
import type { Target } from './plans-source.ts'
import { removeTarget, saveTarget } from './plans-source.ts'
import { t } from './plans-words.ts'

const { contactId, ...changed } = targetForm

/** A contact of a plan in a window: who visits them how often; adds one, changes it or takes it out. */
export function TargetWindow(props: {
  readonly planId: string
  readonly target: Target | undefined
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const { target, planId } = props
  const [product1, product2, product3] = target?.products ?? []
  const remove = async (one: Target): Promise<void> => {
    try {
      await removeTarget(planId, one.id)
      showToast(t('plans.removed', { name: one.contactName }), 'ok')
      props.onSaved()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
  }
  return (
    <EntryForm
      title={target === undefined ? t('plans.addTarget') : t('plans.changeTarget', { name: target.contactName })}
      place={`plan.${planId}.${target?.id ?? 'new'}`}
      form={target === undefined ? { contactId, ...changed } : changed}
      values={{ ...target, product1, product2, product3 }}
      readOnly={false}
      save={(form) => saveTarget(planId, target?.id, target === undefined ? form : { ...form, contactId: target.contactId })}
      onClose={() => props.onClose()}
      onSaved={() => props.onSaved()}
    >
      <Show when={target}>{(one) => <Button onClick={() => void remove(one())}>{t('plans.removeTarget')}</Button>}</Show>
    </EntryForm>
  )
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { BusinessCalendar } from '../../../domain/calendar/business-calendar.ts'
import type { Policy } from '../../../domain/calendar/clock.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { ListedPolicy } from './admin-source.ts'
import { savePolicy } from './admin-source.ts'
import { PolicyForm } from './policy-form.tsx'
import { policyText, previewOf } from './policy-words.ts'

/** One time limit, read or changed in its place. */
export function PolicyRow(props: {
  readonly policy: ListedPolicy
  readonly calendar: BusinessCalendar
  readonly editing: boolean
  readonly onEdit: () => void
  readonly onClose: () => void
  readonly onSaved: () => void
}): JSX.Element {
  const held = (): Policy => props.policy.own ?? props.policy.usual
  const save = async (own: Policy | null, back: Policy | null | undefined): Promise<void> => {
    const { name, label, usual } = props.policy
    await savePolicy(name, own)
    const undo = (): void => void save(back ?? null, undefined).catch((error: unknown) => showToast(failureOf(error).message, 'late'))
    showToast(
      t('policies.saved', { name: say(label), value: policyText(own ?? usual) }),
      'ok',
      back === undefined ? undefined : { label: t('ui.undo'), run: undo },
    )
    props.onSaved()
  }
  return (
    <li class="policy" classList={{ on: props.editing }}>
      <Show
        when={props.editing}
        fallback={
          <>
            <div class="policy-name">
              <b>{say(props.policy.label)}</b>
              <span class="tiny">{t('policies.preview', { moment: previewOf(props.calendar, held()) ?? t('policies.tooLong') })}</span>
            </div>
            <div class="policy-value">
              <span class="num">{policyText(held())}</span>
              <Show when={props.policy.own} fallback={<span class="tiny">{t('policies.usual')}</span>}>
                <span title={t('policies.usualIs', { value: policyText(props.policy.usual) })}>
                  <Chip tone="accent">{t('policies.own')}</Chip>
                </span>
              </Show>
            </div>
            <Button small onClick={() => props.onEdit()} aria-label={`${t('policies.edit')}: ${say(props.policy.label)}`}>
              {t('policies.edit')}
            </Button>
          </>
        }
      >
        <PolicyForm
          policy={props.policy}
          calendar={props.calendar}
          onClose={props.onClose}
          onSave={async (own) => {
            const before = props.policy.own
            await save(own, before === null ? null : { ...before })
            props.onClose()
          }}
        />
      </Show>
    </li>
  )
}

import type { JSX } from 'solid-js'
import { Show, createMemo, createSignal } from 'solid-js'
import { absenceAssignments } from '../../../domain/absence.ts'
import type { AbsenceAssignment } from '../../../domain/absence.ts'
import { createAttempt } from '../../lib/attempt.ts'
import { unplaced } from '../../lib/failure.ts'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { MomentField } from '../../ui/moment-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Colleague } from '../process/colleagues-source.ts'
import { useMe } from '../session/session.tsx'
import { setAbsence } from './account-source.ts'
import { t } from './account-words.ts'

const assignmentWords = { delegate: 'absence.toDelegate', queue: 'absence.toQueue' } as const

export function AbsenceForm(props: {
  readonly people: readonly Colleague[]
  readonly forOthers: boolean
  readonly onSet: () => void
}): JSX.Element {
  const me = useMe()
  const [userId, setUserId] = createSignal(me().user.id)
  const [from, setFrom] = createSignal('')
  const [to, setTo] = createSignal('')
  const [delegateId, setDelegateId] = createSignal('')
  const [assignments, setAssignments] = createSignal<AbsenceAssignment>('delegate')
  const [reason, setReason] = createSignal('')
  const { busy, failure, run } = createAttempt()
  const problem = (field: string): string | undefined => failure()?.problems[field]
  // Who stands in needs a role of the one who is away.
  const standIns = createMemo(() => {
    const roles = props.people.find(({ id }) => id === userId())?.roles ?? me().user.roles
    return props.people.filter((person) => person.id !== userId() && person.roles.some((role) => roles.includes(role)))
  })
  const save = () =>
    run(async () => {
      await setAbsence({
        ...(userId() === me().user.id ? {} : { userId: userId() }),
        fromAt: from(),
        toAt: to(),
        delegateId: delegateId() === '' ? null : delegateId(),
        assignments: delegateId() === '' ? 'queue' : assignments(),
        reason: reason(),
      })
      showToast(t('absence.saved'), 'ok')
      props.onSet()
    })
  const submit = (event: SubmitEvent): void => {
    event.preventDefault()
    if (from() !== '' && to() !== '') void save()
  }
  return (
    <form class="card stack" onSubmit={submit}>
      <Show when={props.forOthers}>
        <SelectField
          label={t('absence.who')}
          value={userId()}
          options={props.people.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={setUserId}
        />
      </Show>
      <div class="row absence-span">
        <MomentField label={t('absence.from')} required value={from()} error={problem('fromAt')} onValue={setFrom} />
        <MomentField label={t('absence.to')} required value={to()} error={problem('toAt')} onValue={setTo} />
      </div>
      <SelectField
        label={t('absence.delegate')}
        value={delegateId()}
        error={problem('delegateId')}
        empty={t('absence.noDelegate')}
        options={standIns().map(({ id, name }) => ({ value: id, label: name }))}
        onValue={setDelegateId}
      />
      <Show when={delegateId() !== ''}>
        <ChoiceField
          label={t('absence.newTasks')}
          value={assignments()}
          options={absenceAssignments.map((value) => ({ value, label: t(assignmentWords[value]) }))}
          onValue={(value) => setAssignments(value === 'queue' ? 'queue' : 'delegate')}
        />
      </Show>
      <TextField label={t('absence.reason')} required={false} maxLength={200} value={reason()} onValue={setReason} />
      <FormEnd refused={unplaced(failure())} busy={busy()} submit={t('absence.set')} />
    </form>
  )
}

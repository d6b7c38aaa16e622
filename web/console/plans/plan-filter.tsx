import type { JSX } from 'solid-js'
import { Show, createMemo } from 'solid-js'
import { visit } from '../../../domain/visit.ts'
import { t } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { FilterChip, ToggleChip } from '../../ui/chip.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { readPeople } from '../form/people-source.ts'
import { partyToChoose } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import type { PlanState } from './plan-query.ts'

/** Whose contacts of a plan are shown, where, and whether all. */
export function PlanFilter(props: { readonly state: PlanState; readonly organizationName: string | undefined }): JSX.Element {
  const me = useMe()
  const people = createQuery(
    createMemo(() => partyToChoose(visit, me().user.roles)),
    readPeople,
  )
  const filter = () => props.state.filter()
  return (
    <div class="row plans-filter">
      <Show when={people.data()}>
        {(found) => (
          <SelectField
            label={t('plans.rep')}
            empty={t('plans.anyone')}
            value={filter().repId ?? ''}
            options={found().items.map(({ id, name }) => ({ value: id, label: name }))}
            onValue={(rep) => props.state.patch({ rep: rep || null })}
          />
        )}
      </Show>
      <ToggleChip
        label={t('plans.onlyShort')}
        pressed={filter().short === true}
        onToggle={() => props.state.patch({ short: filter().short === true ? null : '1' })}
      />
      <Show when={filter().organizationId !== undefined}>
        <FilterChip
          label={filter().organizationId === null ? t('plans.nowhere') : (props.organizationName ?? t('plans.oneOrganization'))}
          onRemove={() => props.state.patch({ org: null })}
        />
      </Show>
    </div>
  )
}

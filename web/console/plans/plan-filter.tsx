import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { FilterChip, ToggleChip } from '../../ui/chip.tsx'
import { RepSelect } from '../figures/rep-select.tsx'
import type { PlanState } from './plan-query.ts'
import { t } from './plans-words.ts'

/** Whose contacts of a plan are shown, where, and whether all. */
export function PlanFilter(props: { readonly state: PlanState; readonly organizationName: string | undefined }): JSX.Element {
  const filter = () => props.state.filter()
  return (
    <div class="row plans-filter">
      <RepSelect repId={filter().repId} onRep={(rep) => props.state.patch({ rep })} />
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

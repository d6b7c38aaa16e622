import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { visitEvidence } from '../../../domain/visit-evidence.ts'
import { mode, visitModes } from '../../../domain/visit-fields.ts'
import { say } from '../../lib/i18n.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { OrganizationChip } from './organization-chip.tsx'
import { RepSelect } from './rep-select.tsx'
import type { ReportDraft } from './reports-source.ts'
import { evidenceLabel, evidenceWords } from '../process/evidence-words.ts'
import { t } from './figures-words.ts'

type Filter = ReportDraft['filter']

/** Which visits a report counts, as they were narrowed on the screen. */
export function ReportFilterFields(props: { readonly filter: Filter; readonly onFilter: (changed: Filter) => void }): JSX.Element {
  return (
    <>
      <RepSelect repId={props.filter.repId} onRep={(repId) => props.onFilter({ repId: repId ?? undefined })} />
      <SelectField
        label={say(mode.label)}
        empty={t('figures.any')}
        value={props.filter.mode ?? ''}
        options={mode.options.map(({ value, label }) => ({ value, label: say(label) }))}
        onValue={(value) => props.onFilter({ mode: visitModes.find((one) => one === value) })}
      />
      <SelectField
        label={say(evidenceLabel)}
        empty={t('figures.any')}
        value={props.filter.evidence ?? ''}
        options={visitEvidence.map((value) => ({ value, label: `${value} · ${say(evidenceWords[value])}` }))}
        onValue={(value) => props.onFilter({ evidence: visitEvidence.find((one) => one === value) })}
      />
      <Show when={props.filter.organization}>
        {(key) => <OrganizationChip organization={key()} onRemove={() => props.onFilter({ organization: undefined })} />}
      </Show>
      <Show when={props.filter.product}>
        {(product) => <FilterChip label={product()} onRemove={() => props.onFilter({ product: undefined })} />}
      </Show>
    </>
  )
}

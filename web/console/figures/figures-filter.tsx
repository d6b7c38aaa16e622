import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { figurePeriods } from '../../../domain/figure-period.ts'
import { visitEvidence } from '../../../domain/visit-evidence.ts'
import { mode } from '../../../domain/visit-fields.ts'
import { say } from '../../lib/i18n.ts'
import { evidenceLabel, evidenceWords } from '../process/evidence-words.ts'
import { t } from './figures-words.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { Field } from '../../ui/field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import type { FiguresState } from './figures-query.ts'
import { OrganizationChip } from './organization-chip.tsx'
import { RepSelect } from './rep-select.tsx'

/** Which visits are counted. */
export function FiguresFilterBar(props: { readonly state: FiguresState }): JSX.Element {
  const filter = () => props.state.filter()
  const choosePeriod = (value: string): void =>
    value === 'own'
      ? props.state.patch({ period: null, from: filter().from, to: filter().to })
      : props.state.patch({ period: value, from: null, to: null })
  const day = (name: 'from' | 'to', value: string): void => {
    if (value !== '') props.state.patch({ period: null, from: filter().from, to: filter().to, [name]: value })
  }
  return (
    <div class="figures-filter">
      <SelectField
        label={t('figures.period')}
        value={props.state.period()}
        options={[...figurePeriods, 'own' as const].map((value) => ({ value, label: t(`figures.period.${value}`) }))}
        onValue={choosePeriod}
      />
      <Show when={props.state.period() === 'own'}>
        <DayField label={t('figures.from')} value={filter().from} max={filter().to} onDay={(value) => day('from', value)} />
        <DayField label={t('figures.to')} value={filter().to} min={filter().from} onDay={(value) => day('to', value)} />
      </Show>
      <RepSelect repId={filter().repId} onRep={(rep) => props.state.patch({ rep })} />
      <SelectField
        label={say(mode.label)}
        empty={t('figures.any')}
        value={filter().mode ?? ''}
        options={mode.options.map(({ value, label }) => ({ value, label: say(label) }))}
        onValue={(value) => props.state.patch({ mode: value || null })}
      />
      <SelectField
        label={say(evidenceLabel)}
        empty={t('figures.any')}
        value={filter().evidence ?? ''}
        options={visitEvidence.map((value) => ({ value, label: `${value} · ${say(evidenceWords[value])}` }))}
        onValue={(value) => props.state.patch({ evidence: value || null })}
      />
      <div class="figures-chips">
        <Show when={filter().organization}>
          {(key) => <OrganizationChip organization={key()} onRemove={() => props.state.patch({ org: null })} />}
        </Show>
        <Show when={filter().product}>
          {(product) => <FilterChip label={product()} onRemove={() => props.state.patch({ product: null })} />}
        </Show>
      </div>
    </div>
  )
}

function DayField(props: {
  readonly label: string
  readonly value: string
  readonly min?: string
  readonly max?: string
  readonly onDay: (day: string) => void
}): JSX.Element {
  return (
    <Field label={props.label}>
      {(ids) => (
        <input
          class="input"
          type="date"
          id={ids.id}
          value={props.value}
          min={props.min}
          max={props.max}
          onChange={(event) => props.onDay(event.currentTarget.value)}
        />
      )}
    </Field>
  )
}

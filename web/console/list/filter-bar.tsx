import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import Bookmark from 'lucide-solid/icons/bookmark'
import Columns3 from 'lucide-solid/icons/columns-3'
import Download from 'lucide-solid/icons/download'
import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import { momentPeriods } from '../../../domain/calendar/moment-window.ts'
import type { MomentPeriod } from '../../../domain/calendar/moment-window.ts'
import { exportFormats } from '../../../domain/export-formats.ts'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { isAdministrator, partyLabels } from '../../../domain/roles.ts'
import { download } from '../../lib/download.ts'
import { formatCount } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { IconButton } from '../../ui/button.tsx'
import { FilterChip } from '../../ui/chip.tsx'
import type { MenuItem } from '../../ui/menu.tsx'
import { Menu } from '../../ui/menu.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { readPeople } from '../form/people-source.ts'
import { partyToChoose } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import type { ListState } from './list-query.ts'
import { exportHref } from './list-source.ts'
import { t } from './list-words.ts'
import { SaveView } from './save-view.tsx'
import './filter-bar.css'

const patienceMs = 250
const exportWords = { xlsx: 'list.exportXlsx', csv: 'list.exportCsv' } as const
const exportHints = { xlsx: 'list.exportXlsxHint', csv: 'list.exportCsvHint' } as const
const dueWords = { late: 'list.filterLate', today: 'list.filterToday', week: 'list.filterWeek' } as const

/** The conditions of a list as chips, its search, and what can be done with the whole of it. */
export function FilterBar(props: {
  readonly definition: ProcessDefinition
  readonly state: ListState
  readonly count: { readonly shown: number; readonly more: boolean }
  readonly columns: readonly MenuItem[]
}): JSX.Element {
  const me = useMe()
  const [saving, setSaving] = createSignal(false)
  const query = () => props.state.query()
  let search: HTMLInputElement | undefined
  let timer: ReturnType<typeof setTimeout> | undefined
  useShortcuts([{ keys: '/', label: () => t('list.search'), run: () => search?.focus() }])
  const stateName = (state: string): string => {
    const label = props.definition.states[state]?.label
    return label === undefined ? state : say(label)
  }
  const optionsOf = (name: string) => {
    const field = props.definition.data[name]
    return field?.type === 'choice' ? field.options : []
  }
  const optionName = (name: string, value: string): string => {
    const option = optionsOf(name).find((one) => one.value === value)
    return option === undefined ? value : say(option.label)
  }
  const holders = createMemo(() => partyToChoose(props.definition, me().user.roles))
  const people = createQuery(holders, readPeople)
  const holderName = (who: string): string => {
    if (who === 'me') return t('list.filterMine')
    if (who === 'none') return t('list.filterFree')
    return people.data()?.items.find((person) => person.id === who)?.name ?? '…'
  }
  const momentName = (period: MomentPeriod): string => {
    const field = props.definition.data[props.definition.moment ?? '']
    return t('list.filterMoment', { what: field === undefined ? '' : say(field.label), period: t(`list.period.${period}`) })
  }
  const waiting = () => [...new Set(Object.values(props.definition.states).flatMap((state) => state.waitsFor ?? []))]
  const conditions = (): MenuItem[] => [
    ...(props.definition.moment === undefined ? [] : momentPeriods).map((period) => ({
      label: momentName(period),
      run: () => props.state.patch({ when: period }),
    })),
    ...(props.definition.filters ?? []).flatMap((name) =>
      optionsOf(name).map((option) => ({ label: say(option.label), run: () => props.state.patch({ [name]: option.value }) })),
    ),
    // Administrators may stand in for anybody, and hardly ever do.
    ...(people.data()?.items ?? [])
      .filter((person) => !isAdministrator(person.roles))
      .map((person) => ({ label: person.name, run: () => props.state.patch({ who: person.id }) })),
    ...(props.definition.assignee === undefined ? ['me', 'none'] : []).map((who) => ({
      label: holderName(who),
      run: () => props.state.patch({ who }),
    })),
    { label: t('list.filterLate'), run: () => props.state.patch({ due: 'late' }) },
    { label: t('list.filterToday'), run: () => props.state.patch({ due: 'today' }) },
    { label: t('list.filterWeek'), run: () => props.state.patch({ due: 'week' }) },
    ...waiting().map((party) => ({
      label: t('list.filterWaits', { value: say(partyLabels[party]).toLowerCase() }),
      run: () => props.state.patch({ waits: party }),
    })),
    ...Object.keys(props.definition.states).map((state) => ({
      label: t('list.filterState', { value: stateName(state) }),
      run: () => props.state.toggleState(state),
    })),
    ...optionsOf('priority').map((option) => ({
      label: t('list.filterPriority', { value: say(option.label).toLowerCase() }),
      run: () => props.state.patch({ priority: option.value }),
    })),
    { label: t('list.filterTrouble'), run: () => props.state.patch({ trouble: '1' }) },
    { label: t('list.filterEnded'), run: () => props.state.patch({ ended: '1' }) },
  ]
  return (
    <div class="filter-bar" role="search">
      <div class="filter-search">
        <Search size={15} aria-hidden="true" />
        <input
          ref={search}
          class="input"
          type="search"
          aria-label={t('list.search')}
          placeholder={t('list.searchShort')}
          value={query().text}
          onInput={(event) => {
            const text = event.currentTarget.value
            clearTimeout(timer)
            timer = setTimeout(() => props.state.patch({ q: text.trim() === '' ? null : text }), patienceMs)
          }}
          onKeyDown={(event) => {
            if (event.key === 'Escape') event.currentTarget.blur()
          }}
        />
      </div>
      <For each={query().states}>{(state) => <FilterChip label={stateName(state)} onRemove={() => props.state.toggleState(state)} />}</For>
      <Show when={query().waitsFor}>
        {(party) => (
          <FilterChip
            label={t('list.filterWaits', { value: say(partyLabels[party()]).toLowerCase() })}
            onRemove={() => props.state.patch({ waits: null })}
          />
        )}
      </Show>
      <Show when={query().due}>{(due) => <FilterChip label={t(dueWords[due()])} onRemove={() => props.state.patch({ due: null })} />}</Show>
      <Show when={query().assignee}>
        {(who) => <FilterChip label={holderName(who())} onRemove={() => props.state.patch({ who: null })} />}
      </Show>
      <Show when={query().mode}>
        {(mode) => <FilterChip label={optionName('mode', mode())} onRemove={() => props.state.patch({ mode: null })} />}
      </Show>
      <Show when={query().moment}>
        {(period) => <FilterChip label={momentName(period())} onRemove={() => props.state.patch({ when: null })} />}
      </Show>
      <Show when={query().priority}>
        {(value) => (
          <FilterChip
            label={t('list.filterPriority', { value: optionName('priority', value()).toLowerCase() })}
            onRemove={() => props.state.patch({ priority: null })}
          />
        )}
      </Show>
      <Show when={query().trouble}>
        <FilterChip label={t('list.filterTrouble')} onRemove={() => props.state.patch({ trouble: null })} />
      </Show>
      <Show when={query().ended}>
        <FilterChip label={t('list.filterEnded')} onRemove={() => props.state.patch({ ended: null })} />
      </Show>
      <Menu
        label=""
        kind="ghost"
        button={
          <>
            <Plus size={15} aria-hidden="true" /> {t('list.addFilter')}
          </>
        }
        items={conditions()}
      />
      <span class="grow" />
      <span class="tiny num nowrap" role="status">
        {props.count.more
          ? `${t('list.moreThan', { shown: formatCount(props.count.shown) })}`
          : t('list.count', { shown: formatCount(props.count.shown), count: props.count.shown })}
      </span>
      <div class="row filter-tools">
        <Menu
          label={t('list.columns')}
          kind="ghost"
          square
          alignEnd
          button={<Columns3 size={17} aria-hidden="true" />}
          items={props.columns}
        />
        <IconButton label={t('list.saveView')} icon={<Bookmark size={17} aria-hidden="true" />} onClick={() => setSaving(true)} />
        <Menu
          label={t('list.export')}
          kind="ghost"
          square
          alignEnd
          button={<Download size={17} aria-hidden="true" />}
          items={exportFormats.map((format) => ({
            label: t(exportWords[format]),
            hint: t(exportHints[format]),
            run: () => download(exportHref(props.definition.kind, query(), format)),
          }))}
        />
      </div>
      <Show when={saving()}>
        <SaveView kind={props.definition.kind} query={query()} onClose={() => setSaving(false)} />
      </Show>
    </div>
  )
}

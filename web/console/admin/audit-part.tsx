import type { JSX } from 'solid-js'
import { auditEntities } from '../../../domain/audit-deeds.ts'
import { For, Show, createMemo } from 'solid-js'
import { useSearchParams } from '@solidjs/router'
import ScrollText from 'lucide-solid/icons/scroll-text'
import { formatCount } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createPaged } from '../../lib/paged.ts'
import { createQuery } from '../../lib/query.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { PagedList } from '../shell/paged-list.tsx'
import type { AuditAsk, AuditEntry } from './admin-source.ts'
import { readAudit, readColleagues } from './admin-source.ts'
import { AuditSeal } from './audit-seal.tsx'
import { AuditRow } from './audit-row.tsx'
import './audit.css'

const oneOf = (value: unknown): string | undefined => (typeof value === 'string' && value !== '' ? value : undefined)

/** Who changed what and when, the newest first; the conditions are in the address. */
export function AuditPart(): JSX.Element {
  const [params, setParams] = useSearchParams()
  const asked = createMemo(
    (): AuditAsk => ({ entity: oneOf(params['entity']), entityId: oneOf(params['id']), actorId: oneOf(params['who']) }),
    undefined,
    { equals: (a, b) => a.entity === b.entity && a.entityId === b.entityId && a.actorId === b.actorId },
  )
  const log = createPaged(asked, readAudit, 'seq')
  const colleagues = createQuery(() => true, readColleagues, { keep: true })
  const names = createMemo(() => new Map(colleagues.data()?.items.map((person) => [person.id, person.name])))
  // Somebody who has left still stands in the log: keep them choosable while they are chosen.
  const people = createMemo(() => {
    const chosen = asked().actorId
    const known = [
      ...(colleagues.data()?.items ?? []).map(({ id, name }) => ({ value: id, label: name })),
      { value: 'machine', label: t('audit.machine') },
    ]
    if (chosen === undefined || known.some((one) => one.value === chosen)) return known
    return [...known, { value: chosen, label: log.items().find((entry) => entry.actorId === chosen)?.actorName ?? chosen }]
  })
  const only = (entry: AuditEntry): void => setParams({ entity: entry.entity, id: entry.entityId, who: null })
  const onlyName = (): string => log.items().find((entry) => entry.subject !== null)?.subject ?? t('audit.theProcess')
  return (
    <section class="stack" aria-label={t('admin.audit')}>
      <AuditSeal />
      <div class="row audit-filters">
        <SelectField
          label={t('audit.who')}
          value={asked().actorId ?? ''}
          empty={t('audit.anyone')}
          options={people()}
          onValue={(value) => setParams({ who: value === '' ? null : value })}
        />
        <SelectField
          label={t('audit.what')}
          value={asked().entity ?? ''}
          empty={t('audit.anything')}
          options={Object.entries(auditEntities).map(([value, label]) => ({ value, label: say(label) }))}
          onValue={(value) => setParams({ entity: value === '' ? null : value, id: null })}
        />
        <Show when={asked().entityId}>
          <FilterChip label={t('audit.onlyThis', { name: onlyName() })} onRemove={() => setParams({ id: null })} />
        </Show>
        <span class="grow" />
        <Show when={log.first()}>
          {(page) => <span class="tiny">{t('audit.count', { shown: formatCount(page().count), count: page().count })}</span>}
        </Show>
      </div>
      <PagedList
        list={log}
        empty={
          <EmptyState icon={<ScrollText size={22} />} title={t('audit.emptyTitle')}>
            {t('audit.emptyText')}
          </EmptyState>
        }
      >
        <ol class="card audit">
          <For each={log.items()}>{(entry) => <AuditRow entry={entry} names={names()} onOnly={only} />}</For>
        </ol>
      </PagedList>
    </section>
  )
}

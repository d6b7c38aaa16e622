import type { JSX } from 'solid-js'
import { Show, createMemo } from 'solid-js'
import { visit } from '../../../domain/visit.ts'
import { createQuery } from '../../lib/query.ts'
import { SelectField } from '../../ui/select-field.tsx'
import { readPeople } from '../form/people-source.ts'
import { partyToChoose } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { t } from './shared-words.ts'

/** Narrows to one representative; not there for who sees their own only. */
export function RepSelect(props: { readonly repId: string | undefined; readonly onRep: (repId: string | null) => void }): JSX.Element {
  const me = useMe()
  const people = createQuery(
    createMemo(() => partyToChoose(visit, me().user.roles)),
    readPeople,
  )
  return (
    <Show when={people.data()}>
      {(found) => (
        <SelectField
          label={t('figures.rep')}
          empty={t('figures.anyone')}
          value={props.repId ?? ''}
          options={found().items.map(({ id, name }) => ({ value: id, label: name }))}
          onValue={(rep) => props.onRep(rep || null)}
        />
      )}
    </Show>
  )
}

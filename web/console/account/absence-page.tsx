import type { JSX } from 'solid-js'
import { createQuery } from '../../lib/query.ts'
import { readEverybody } from '../process/colleagues-source.ts'
import { readAbsences } from './account-source.ts'
import { AbsenceForm } from './absence-form.tsx'
import { AbsenceList } from './absence-list.tsx'
import { t } from './account-words.ts'

/** When one is away and who stands in; a manager sets it for anybody. */
export default function AbsencePage(): JSX.Element {
  const absences = createQuery(() => true, readAbsences, { keep: true })
  const people = createQuery(() => true, readEverybody)
  const refetch = (): void => void absences.refetch()
  return (
    <div class="page absence">
      <h1>{t('absence.title')}</h1>
      <p class="tiny">{t('absence.intro')}</p>
      <AbsenceForm people={people.data() ?? []} forOthers={absences.data()?.maySetOthers === true} onSet={refetch} />
      <AbsenceList absences={absences.data()?.items ?? []} onEnd={refetch} />
    </div>
  )
}

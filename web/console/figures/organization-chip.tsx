import type { JSX } from 'solid-js'
import { dayMs } from '../../../domain/calendar/local-date.ts'
import { wallTime } from '../../../domain/calendar/zone.ts'
import { daysOfPeriod } from '../../../domain/figure-period.ts'
import { isId } from '../../../domain/is-id.ts'
import { now } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { useMe } from '../session/session.tsx'
import { readFigures } from './figures-source.ts'
import { t } from './figures-words.ts'

/** The organization that figures are narrowed to, by its name: a place that is not in the directory has no other key. */
export function OrganizationChip(props: { readonly organization: string; readonly onRemove: () => void }): JSX.Element {
  const me = useMe()
  const lastYear = () => daysOfPeriod('year', Math.floor(wallTime(me().organization.zone, now()) / dayMs))
  const found = createQuery(
    () => (isId(props.organization) ? props.organization : undefined),
    (organization) => readFigures({ ...lastYear(), by: 'organization', organization }),
  )
  const name = (): string =>
    isId(props.organization) ? (found.data()?.rows[0]?.label ?? t('schedule.oneOrganization')) : props.organization
  return <FilterChip label={name()} onRemove={() => props.onRemove()} />
}

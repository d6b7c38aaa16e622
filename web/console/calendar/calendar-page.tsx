import type { JSX } from 'solid-js'
import { Show, lazy } from 'solid-js'
import { visit } from '../../../domain/visit.ts'
import { say, t } from '../../lib/i18n.ts'
import { isPhone } from '../../lib/phone.ts'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { mayReadVisits } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { useCalendarQuery } from './calendar-query.ts'
import { DayListPage } from './day-list.tsx'

const TeamCalendar = lazy(() => import('./team-calendar.tsx'))

/** The calendar of visits: on a phone the reader's day, elsewhere the team's. */
export default function CalendarPage(): JSX.Element {
  const me = useMe()
  const state = useCalendarQuery()
  const keepsOwnDay = (): boolean => me().user.roles.includes('rep')
  return (
    <Show
      when={mayReadVisits(me().user.roles)}
      fallback={<ForbiddenPage title={t('kind.forbidden', { kind: say(visit.pluralLabel) })}>{t('kind.forbiddenText')}</ForbiddenPage>}
    >
      <Show when={isPhone() && keepsOwnDay()} fallback={<TeamCalendar />}>
        <DayListPage state={state} />
      </Show>
    </Show>
  )
}

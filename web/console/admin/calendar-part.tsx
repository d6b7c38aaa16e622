import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import { createQuery } from '../../lib/query.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import { readCalendar } from './admin-source.ts'
import { CalendarForm } from './calendar-form.tsx'

/** The calendar the deadlines are counted by. */
export function CalendarPart(): JSX.Element {
  const calendar = createQuery(() => true, readCalendar)
  return (
    <Switch>
      <Match when={calendar.data()}>{(data) => <CalendarForm calendar={data()} onSaved={() => void calendar.refetch()} />}</Match>
      <Match when={calendar.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void calendar.refetch()} />}</Match>
      <Match when={true}>
        <Skeleton tall lines={5} />
      </Match>
    </Switch>
  )
}

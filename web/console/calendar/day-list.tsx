import type { JSX } from 'solid-js'
import { For, Show, createMemo, onCleanup } from 'solid-js'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import ChevronLeft from 'lucide-solid/icons/chevron-left'
import ChevronRight from 'lucide-solid/icons/chevron-right'
import RouteIcon from 'lucide-solid/icons/route'
import { dayMs, dayOfIsoDate } from '../../../domain/calendar/local-date.ts'
import { instantOfWallTime } from '../../../domain/calendar/zone.ts'
import { visit } from '../../../domain/visit.ts'
import { formatRelativeDay } from '../../../domain/text/relative-date.ts'
import { now } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'
import { useLive } from '../../lib/live.ts'
import { lang } from '../../lib/preferences.ts'
import { createQuery } from '../../lib/query.ts'
import { Button, IconButton } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import type { CalendarState } from './calendar-query.ts'
import { readDay } from './calendar-source.ts'
import { stepped } from './calendar-span.ts'
import { DayVisitCard } from './day-visit-card.tsx'
import { routeLink } from './route-link.ts'
import { createSwipe } from './swipe.ts'
import { ZoneName } from './zone-name.tsx'
import './day-list.css'

/** The reader's own visits of a day, one after the other: what a representative needs between two of them. */
export function DayListPage(props: { readonly state: CalendarState }): JSX.Element {
  const date = createMemo(() => props.state.query().date)
  const day = createQuery(date, readDay)
  useLive(
    (change) => change.kind === visit.kind,
    () => void day.refetch(),
  )
  const go = (by: -1 | 1): void => props.state.setDate(stepped('day', date(), by))
  const title = (): string => {
    const noon = instantOfWallTime(props.state.zone(), (dayOfIsoDate(date()) ?? 0) * dayMs + dayMs / 2)
    const words = formatRelativeDay(noon, now(), props.state.zone(), lang())
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  const visits = () => day.data()?.visits ?? []
  const route = (): string | undefined =>
    routeLink(visits().flatMap((one) => (one.mode === 'inPerson' && one.state !== 'cancelled' ? [one.address ?? ''] : [])))
  return (
    <div class="page day-list" ref={(element) => onCleanup(createSwipe(element, (direction) => go(direction)))}>
      <header class="row day-head">
        <IconButton label={t('calendar.dayBefore')} icon={<ChevronLeft size={22} aria-hidden="true" />} onClick={() => go(-1)} />
        <h1 aria-live="polite">{title()}</h1>
        <IconButton label={t('calendar.dayAfter')} icon={<ChevronRight size={22} aria-hidden="true" />} onClick={() => go(1)} />
        <Show when={date() !== props.state.today()}>
          <Button onClick={() => props.state.setDate(props.state.today())}>{t('calendar.today')}</Button>
        </Show>
      </header>
      <div class="row tiny muted">
        <ZoneName zone={props.state.zone()} />
        <Show when={route()}>
          {(href) => (
            <a class="btn" href={href()} target="_blank" rel="noreferrer">
              <RouteIcon size={17} aria-hidden="true" /> {t('calendar.route')}
            </a>
          )}
        </Show>
      </div>
      <Show when={day.failure()}>{(failure) => <p class="field-error">{failure().message}</p>}</Show>
      <Show when={day.data()} fallback={<Skeleton lines={6} />}>
        <Show
          when={visits().length > 0}
          fallback={
            <EmptyState icon={<CalendarDays size={28} />} title={t('calendar.emptyDay')}>
              {t('calendar.emptyDayText')}
            </EmptyState>
          }
        >
          <ol class="day-visits">
            <For each={visits()}>{(one) => <DayVisitCard visit={one} zone={props.state.zone()} onAnswer={() => void day.refetch()} />}</For>
          </ol>
        </Show>
      </Show>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { Show, createMemo, createSignal, lazy, onCleanup } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import type { Actor } from '../../../domain/actor.ts'
import { visit } from '../../../domain/visit.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { startableFor } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { later } from '../shell/later.tsx'
import { CalendarBar } from './calendar-bar.tsx'
import type { Moved } from './calendar-board.tsx'
import { useCalendarQuery } from './calendar-query.ts'
import { readRange } from './calendar-source.ts'
import { spanOf, stepped } from './calendar-span.ts'
import { t } from './team-words.ts'
import './calendar.css'

const CalendarBoard = lazy(() => import('./calendar-board.tsx'))
const VisitCard = later(async () => (await import('./visit-card.tsx')).VisitCard)
/** A burst of changes reads the calendar once. */
const calmMs = 300

/** Day, week and month of a team, live; a visit is moved by dragging it or by its card, a new one begins at an empty place. */
export default function TeamCalendar(): JSX.Element {
  const state = useCalendarQuery()
  const me = useMe()
  const navigate = useNavigate()
  const reader = createMemo((): Actor => ({ kind: 'staff', ...me().user }))
  const input = createMemo(() => {
    const { view, date, reps, mode, states } = state.query()
    return { ...spanOf(view, date, state.zone()), reps: [...reps], modes: mode === undefined ? [] : [mode], states: [...states] }
  })
  const range = createQuery(input, readRange, { keep: true })
  const [moved, setMoved] = createSignal<Moved>()
  let timer: ReturnType<typeof setTimeout> | undefined
  onCleanup(() => clearTimeout(timer))
  useLive(
    (change) => change.kind === visit.kind,
    () => {
      clearTimeout(timer)
      timer = setTimeout(() => void range.refetch(), calmMs)
    },
  )
  const step = (by: -1 | 1): void => state.setDate(stepped(state.query().view, state.query().date, by))
  useShortcuts([
    { keys: 't', label: () => t('calendar.today'), run: () => state.setDate(state.today()) },
    { keys: 'ArrowLeft', label: () => t('calendar.before'), run: () => step(-1) },
    { keys: 'ArrowRight', label: () => t('calendar.after'), run: () => step(1) },
    { keys: 'd', label: () => t('calendar.day'), run: () => state.setView('day') },
    { keys: 'w', label: () => t('calendar.week'), run: () => state.setView('week') },
    { keys: 'm', label: () => t('calendar.month'), run: () => state.setView('month') },
  ])
  const columns = createMemo(() => {
    const { reps, view } = state.query()
    const all = range.data()?.reps ?? []
    const shown = reps.length === 0 ? all : all.filter((rep) => reps.includes(rep.id))
    return view === 'day' && all.length > 1 ? shown : []
  })
  const mayBook = (): boolean => startableFor(me().user.roles).some((kind) => kind.kind === visit.kind)
  const book = ({ at, repId }: { readonly at: number; readonly repId: string | undefined }): void => {
    const place = new URLSearchParams({ startsAt: new Date(at).toISOString(), ...(repId === undefined ? {} : { repId }) })
    navigate(`/k/${visit.kind}/new?${place.toString()}`)
  }
  const openId = (): string | undefined => moved()?.id ?? state.open()
  const close = (): void => {
    setMoved(undefined)
    state.setOpen(undefined)
  }
  return (
    <div class="page cal-page">
      <CalendarBar state={state} reps={range.data()?.reps ?? []} />
      <Show when={range.failure()}>{(failure) => <p class="field-error">{failure().message}</p>}</Show>
      <Show when={range.data()} fallback={<Skeleton lines={10} />}>
        {(shown) => (
          <CalendarBoard
            range={shown()}
            view={state.query().view}
            date={state.query().date}
            columns={columns()}
            reader={reader()}
            onOpen={state.setOpen}
            onDay={state.openDay}
            onMove={setMoved}
            onSlot={mayBook() ? book : undefined}
          />
        )}
      </Show>
      <Show when={openId()} keyed>
        {(id) => (
          <VisitCard id={id} moved={moved()} onClose={close} onAnswer={() => void range.refetch()} onMissing={() => moved()?.undo()} />
        )}
      </Show>
    </div>
  )
}

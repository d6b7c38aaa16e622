import type { JSX } from 'solid-js'
import { ErrorBoundary, Show, Suspense, createResource, createSignal, onCleanup, onMount } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import Bell from 'lucide-solid/icons/bell'
import CalendarDays from 'lucide-solid/icons/calendar-days'
import Inbox from 'lucide-solid/icons/inbox'
import MapIcon from 'lucide-solid/icons/map'
import Plus from 'lucide-solid/icons/plus'
import Search from 'lucide-solid/icons/search'
import { failureOf } from '../../lib/failure.ts'
import { say, t } from '../../lib/i18n.ts'
import { startLive, useLive, useLiveNotifications } from '../../lib/live.ts'
import type { BottomItem } from '../../ui/bottom-bar.tsx'
import { readStored, store } from '../../lib/stored.ts'
import { BottomBar } from '../../ui/bottom-bar.tsx'
import { useShortcuts } from '../../ui/shortcuts.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { kindsFor, startableFor } from '../kinds.ts'
import { RoadStrip } from '../offline/road-strip.tsx'
import { useMe } from '../session/session.tsx'
import { readCounts } from './counts-source.ts'
import { DemoStrip } from './demo-strip.tsx'
import { later } from './later.tsx'
import { Nav } from './nav.tsx'
import { ScreenFailure } from './screen-failure.tsx'
import './shell.css'

const Palette = later(async () => (await import('./palette.tsx')).Palette)
const ShortcutHelp = later(async () => (await import('../../ui/shortcut-help.tsx')).ShortcutHelp)
const calmMs = 400

/** The frame of every signed-in screen: menu, bottom bar, palette, shortcuts, live connection. */
export function Shell(props: { readonly children: JSX.Element }): JSX.Element {
  const navigate = useNavigate()
  const me = useMe()
  const [palette, setPalette] = createSignal(false)
  const [help, setHelp] = createSignal(false)
  const [counts, { refetch }] = createResource(() => readCounts().catch(() => undefined))
  const stripKey = (): string => `vekha.demoHidden.${me().organization.id}`
  const [hidden, setHidden] = createSignal(readStored(stripKey()) !== undefined)
  const strip = (): boolean => me().organization.demo && !hidden()
  const hideStrip = (): void => {
    store(stripKey(), 'yes')
    setHidden(true)
  }
  const readable = (): string | undefined => kindsFor(me().user.roles)[0]?.kind
  const startableKind = () => startableFor(me().user.roles)[0]
  const startable = (): string | undefined => startableKind()?.kind
  const startWords = (): string => say(startableKind()?.newLabel ?? { ru: '', en: '' })
  onMount(() => onCleanup(startLive()))

  // A burst of changes asks for the numbers once.
  let timer: ReturnType<typeof setTimeout> | undefined
  const recount = (): void => {
    clearTimeout(timer)
    timer = setTimeout(() => void refetch(), calmMs)
  }
  onCleanup(() => clearTimeout(timer))
  useLive(() => true, recount)
  useLiveNotifications(recount)

  useShortcuts([
    { keys: 'Ctrl+k', label: () => t('ui.palette'), whileTyping: true, run: () => setPalette(true) },
    { keys: 'n', label: startWords, enabled: () => startable() !== undefined, run: () => navigate(`/k/${startable() ?? ''}/new`) },
    { keys: 'i', label: () => t('nav.inbox'), run: () => navigate('/inbox') },
    { keys: '?', label: () => t('ui.showShortcuts'), run: () => setHelp(true) },
  ])
  const places = (): readonly BottomItem[] => [
    {
      label: t('nav.inboxShort'),
      icon: <Inbox size={22} />,
      href: '/inbox',
      get count() {
        return counts.latest?.inbox
      },
    },
    // Whoever makes visits looks at their days; the list of all of them is a filter away.
    ...(me().user.roles.includes('rep') ? [{ label: t('nav.calendar'), icon: <CalendarDays size={22} />, href: '/calendar' }] : []),
    ...[me().user.roles.includes('rep') ? undefined : readable()].flatMap((kind) =>
      kind === undefined ? [] : [{ label: t('nav.processes'), icon: <MapIcon size={22} />, href: `/k/${kind}`, end: true }],
    ),
    ...[startable()].flatMap((kind) =>
      kind === undefined ? [] : [{ label: t('nav.create'), icon: <Plus size={22} />, href: `/k/${kind}/new` }],
    ),
    { label: t('nav.search'), icon: <Search size={22} />, run: () => setPalette(true) },
    {
      label: t('nav.more'),
      icon: <Bell size={22} />,
      href: '/notifications',
      get count() {
        return counts.latest?.unread
      },
    },
  ]
  return (
    <div class="app" classList={{ 'with-strip': strip() }}>
      <a class="skip-link" href="#main">
        {t('ui.skip')}
      </a>
      <Nav counts={counts.latest} onSearch={() => setPalette(true)} />
      <main id="main" tabIndex={-1}>
        <Show when={strip()}>
          <DemoStrip onClose={hideStrip} />
        </Show>
        <RoadStrip />
        <ErrorBoundary fallback={(error: unknown, reset) => <ScreenFailure failure={failureOf(error)} onRetry={reset} />}>
          <Suspense
            fallback={
              <div class="page">
                <Skeleton lines={8} />
              </div>
            }
          >
            {props.children}
          </Suspense>
        </ErrorBoundary>
      </main>
      <BottomBar label={t('nav.main')} items={places()} />
      <Show when={palette()}>
        <Palette onClose={() => setPalette(false)} />
      </Show>
      <Show when={help()}>
        <ShortcutHelp onClose={() => setHelp(false)} />
      </Show>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { useNavigate } from '@solidjs/router'
import { say, withWords } from '../../lib/i18n.ts'
import type { Command } from '../../ui/command-palette.tsx'
import { CommandPalette } from '../../ui/command-palette.tsx'
import { activeShortcuts } from '../../ui/shortcuts.ts'
import { setTheme, themes } from '../../ui/theme.ts'
import { adminPartsFor } from '../admin/admin-parts.ts'
import { enParts } from '../admin/words/en-parts.ts'
import { ruParts } from '../admin/words/ru-parts.ts'
import { kindOf, mayReadVisits, startableFor } from '../kinds.ts'
import { useMe } from '../session/session.tsx'
import { placesFor } from './places.ts'
import { searchProcesses } from './search-source.ts'

const ru = {
  ...ruParts,
  'palette.places': 'Перейти',
  'palette.here': 'На этом экране',
  'palette.found': 'Найдено',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  ...enParts,
  'palette.places': 'Go to',
  'palette.here': 'On this screen',
  'palette.found': 'Found',
}
const t = withWords<keyof typeof ru>({ ru, en })

/** `Ctrl K`: every place, everything the present screen can do, and any process by number or words. */
export function Palette(props: { readonly onClose: () => void }): JSX.Element {
  const navigate = useNavigate()
  const me = useMe()
  const go = (id: string, label: string, href: string, shortcut?: string): Command => ({
    id,
    group: t('palette.places'),
    label,
    shortcut,
    run: () => navigate(href),
  })
  const here: Command[] = activeShortcuts()
    .filter((one) => !['Ctrl+k', 'i', 'n', 'j', 'k', 'Enter'].includes(one.keys) && (one.enabled === undefined || one.enabled()))
    .map((one) => ({
      id: `here-${one.keys}`,
      group: t('palette.here'),
      label: one.label(),
      shortcut: one.keys,
      run: () => one.run(new KeyboardEvent('keydown')),
    }))
  const commands: Command[] = [
    ...here,
    go('inbox', t('nav.inbox'), '/inbox', 'i'),
    ...(mayReadVisits(me().user.roles) ? [go('calendar', t('nav.calendar'), '/calendar')] : []),
    ...placesFor(me().user.roles).map((place) => go(place.id, place.label, place.href)),
    ...startableFor(me().user.roles).map((kind) => go(`new-${kind.kind}`, say(kind.newLabel), `/k/${kind.kind}/new`)),
    go('notifications', t('nav.notifications'), '/notifications'),
    ...adminPartsFor(me().user.roles).map((part) => go(`admin-${part}`, t(`admin.${part}`), `/admin/${part}`)),
    ...themes.map((theme) => ({
      id: `theme-${theme}`,
      group: t('ui.theme'),
      label: t(`ui.theme.${theme}`),
      run: () => setTheme(theme),
    })),
  ]
  const search = async (text: string): Promise<Command[]> => {
    const found = await searchProcesses(text)
    return found.map((row) => ({
      id: row.id,
      group: t('palette.found'),
      label: row.title,
      hint: `${row.number} · ${say(kindOf(row.kind)?.states[row.state]?.label ?? { ru: row.state, en: row.state })}`,
      run: () => navigate(`/p/${row.id}`),
    }))
  }
  return <CommandPalette commands={commands} search={search} onClose={props.onClose} />
}

import type { JSX } from 'solid-js'
import Moon from 'lucide-solid/icons/moon'
import { t } from '../lib/i18n.ts'
import { Menu } from './menu.tsx'
import { currentTheme, setTheme, themes } from './theme.ts'

/** Light, dark, or as the device says. */
export function ThemeSwitch(props: { readonly up?: boolean }): JSX.Element {
  return (
    <Menu
      label={t('ui.theme')}
      kind="ghost"
      square
      up={props.up ?? false}
      button={<Moon size={17} aria-hidden="true" />}
      items={themes.map((theme) => ({
        get label() {
          return t(`ui.theme.${theme}`)
        },
        get checked() {
          return currentTheme() === theme
        },
        run: () => setTheme(theme),
      }))}
    />
  )
}

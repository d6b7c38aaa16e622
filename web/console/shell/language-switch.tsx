import type { JSX } from 'solid-js'
import { langs } from '../../../domain/label.ts'
import { t } from '../../lib/i18n.ts'
import { lang, setLang } from '../../lib/preferences.ts'
import { Menu } from '../../ui/menu.tsx'

const names = { ru: 'Русский', en: 'English' } as const

/** The language of the interface. */
export function LanguageSwitch(props: { readonly up?: boolean }): JSX.Element {
  return (
    <Menu
      label={t('app.language')}
      kind="ghost"
      up={props.up ?? false}
      button={lang().toUpperCase()}
      items={langs.map((one) => ({
        label: names[one],
        get checked() {
          return lang() === one
        },
        run: () => setLang(one),
      }))}
    />
  )
}

import type { JSX } from 'solid-js'
import type { Lang } from '../../../domain/label.ts'
import { langs } from '../../../domain/label.ts'
import { t } from '../../lib/i18n.ts'
import { lang, setLang } from '../../lib/preferences.ts'
import { refetchAll } from '../../lib/live.ts'
import { Menu } from '../../ui/menu.tsx'
import { useSession } from '../session/session.tsx'
import { keepLang } from '../session/session-source.ts'

const names = { ru: 'Русский', en: 'English' } as const

/** The language of the interface and, for somebody signed in, of all the server says. */
export function LanguageSwitch(props: { readonly up?: boolean }): JSX.Element {
  const session = useSession()
  const choose = async (next: Lang): Promise<void> => {
    setLang(next)
    if (session.me.latest === null || session.me.latest === undefined) return
    await keepLang(next).catch(() => undefined)
    refetchAll()
  }
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
        run: () => void choose(one),
      }))}
    />
  )
}

import { createSignal } from 'solid-js'
import { readStored, store } from '../lib/stored.ts'

export const themes = ['system', 'light', 'dark'] as const
export type Theme = (typeof themes)[number]

const key = 'vekha.theme'
const isTheme = (value: string | undefined): value is Theme => themes.some((theme) => theme === value)
const stored = readStored(key)
const [theme, setThemeSignal] = createSignal<Theme>(isTheme(stored) ? stored : 'system')

const apply = (next: Theme): void => {
  if (next === 'system') document.documentElement.removeAttribute('data-theme')
  else document.documentElement.setAttribute('data-theme', next)
}
apply(theme())

/** The chosen theme; `system` follows the device. */
export const currentTheme = theme

/** Chooses a theme for this browser and keeps the choice. */
export function setTheme(next: Theme): void {
  setThemeSignal(next)
  store(key, next)
  apply(next)
}

window.addEventListener('storage', (event) => {
  if (event.key !== key || !isTheme(event.newValue ?? undefined)) return
  const next = readStored(key)
  if (isTheme(next)) {
    setThemeSignal(next)
    apply(next)
  }
})

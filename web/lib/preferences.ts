import { createSignal } from 'solid-js'
import type { Lang } from '../../domain/label.ts'
import { langs } from '../../domain/label.ts'
import { readStored, store } from './stored.ts'

const key = 'vekha.lang'
const isLang = (value: string | undefined): value is Lang => langs.some((known) => known === value)
const stored = readStored(key)
const browsers: Lang = navigator.language.toLowerCase().startsWith('en') ? 'en' : 'ru'
const [current, setCurrent] = createSignal<Lang>(isLang(stored) ? stored : browsers)
document.documentElement.lang = current()

/** The language of the interface: the person's choice, else the browser's, else Russian. */
export const lang = current

/** True when the person chose the language in this browser themselves. */
export const hasChosenLang = (): boolean => isLang(readStored(key))

/** Chooses the language and keeps the choice in this browser. */
export function setLang(next: Lang): void {
  setCurrent(next)
  store(key, next)
  document.documentElement.lang = next
}

// Chosen in another tab: what the server says in its language, that tab has this one ask for again.
window.addEventListener('storage', (event) => {
  const next = readStored(key)
  if (event.key !== key || !isLang(next)) return
  setCurrent(next)
  document.documentElement.lang = next
})

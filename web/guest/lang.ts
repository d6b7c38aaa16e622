import { createEffect, createSignal } from 'solid-js'
import type { Label, Lang } from '../../domain/label.ts'
import { whenInSentence } from '../../domain/text/when.ts'
import { formatFullDate, formatRelativeDate } from '../../domain/text/relative-date.ts'
import { en } from './words-en.ts'
import { ru } from './words-ru.ts'
import type { Words } from './words-ru.ts'

const browsers: Lang = navigator.language.toLowerCase().startsWith('ru') ? 'ru' : 'en'
const [current, setCurrent] = createSignal<Lang>(browsers)
const [zone, setZoneSignal] = createSignal(Intl.DateTimeFormat().resolvedOptions().timeZone)
const [clock, setClock] = createSignal(Date.now())
setInterval(() => setClock(Date.now()), 30_000)

let chosen = false

/** The language of the page: the ticket's, or the browser's for the form; a click changes it. */
export const lang = current
/** What the ticket speaks. What the person chose, perhaps while the page was still loading, stays. */
export const suggestLang = (next: Lang): void => {
  if (!chosen) setCurrent(next)
}
export const chooseLang = (next: Lang): void => {
  chosen = true
  setCurrent(next)
}
/** Times are shown in the organization's zone. */
export const setZone = (next: string): void => {
  setZoneSignal(next)
}

/** All words of the page in its language. */
export const words = (): Words => (current() === 'ru' ? ru : en)
export const say = (label: Label): string => label[current()]

/** `вчера в 16:20`, inside a sentence. */
export const whenSaid = (iso: string): string => whenInSentence(Date.parse(iso), clock(), zone(), current())
/** `сегодня в 16:20`, `пн 23 ноя, 9:40`. */
export const moment = (iso: string): string => formatRelativeDate(Date.parse(iso), clock(), zone(), current())
/** The whole date, for what is shown on hover. */
export const exact = (iso: string): string => formatFullDate(Date.parse(iso), zone(), current())
export const isPast = (iso: string): boolean => Date.parse(iso) <= clock()

/** Keeps the document's language and title true. */
export function announce(title: () => string): void {
  createEffect(() => {
    document.documentElement.lang = current()
    document.title = title()
  })
}

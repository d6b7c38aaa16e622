import type { Lang } from '../label.ts'
import { noBreakSpace } from './spaces.ts'

/** A counted word. Russian: 1 день, 2 дня, 5 дней; a fraction takes `few`: 2,5 дня. */
export interface PluralForms {
  readonly ru: { readonly one: string; readonly few: string; readonly many: string }
  readonly en: { readonly one: string; readonly many: string }
}

function russianForm(forms: PluralForms['ru'], count: number): string {
  if (!Number.isInteger(count)) return forms.few
  const [lastTwo, last] = [count % 100, count % 10]
  if (lastTwo >= 11 && lastTwo <= 14) return forms.many
  if (last === 1) return forms.one
  return last >= 2 && last <= 4 ? forms.few : forms.many
}

/** The form of the word that goes with the count, without the count itself. The sign does not matter. */
export function pluralForm(forms: PluralForms, count: number, lang: Lang): string {
  const size = Math.abs(count)
  if (lang === 'ru') return russianForm(forms.ru, size)
  return size === 1 ? forms.en.one : forms.en.many
}

/** The count with its word: `21 день`, `5 дней`, `2 days`; they stay on one line. */
export function plural(forms: PluralForms, count: number, lang: Lang): string {
  const shown = lang === 'ru' ? String(count).replace('.', ',') : String(count)
  return `${shown}${noBreakSpace}${pluralForm(forms, count, lang)}`
}

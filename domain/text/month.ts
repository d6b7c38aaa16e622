import type { Lang } from '../label.ts'

/** A month `2026-11` in words: `ноябрь 2026`. */
export const monthText = (month: string, lang: Lang): string =>
  new Intl.DateTimeFormat(lang, { month: 'long', year: 'numeric', timeZone: 'UTC' })
    .format(Date.parse(`${month}-01T00:00:00Z`))
    .replace(/\s*г\.$/u, '')

import type { Lang } from '../label.ts'
import { noBreakSpace } from './spaces.ts'

const units = {
  ru: ['Б', 'КБ', 'МБ', 'ГБ', 'ТБ'],
  en: ['B', 'KB', 'MB', 'GB', 'TB'],
} as const
const step = 1024

/**
 * A file's size: `512 Б`, `1,4 МБ`, `28 МБ`. A unit is 1024 smaller ones; one decimal under ten.
 * @throws RangeError unless it is a whole number of bytes
 */
export function formatFileSize(sizeBytes: number, lang: Lang): string {
  if (!Number.isSafeInteger(sizeBytes) || sizeBytes < 0) {
    throw new RangeError(`A size must be whole bytes, not ${sizeBytes}`)
  }
  let [value, unit] = [sizeBytes, 0]
  // What would be rounded up to 1024 already belongs to the next unit.
  while (Math.round(value) >= step && unit < units[lang].length - 1) {
    value /= step
    unit += 1
  }
  const tenths = unit > 0 && Math.round(value * 10) < 100
  const shown = tenths ? String(Math.round(value * 10) / 10) : String(Math.round(value))
  return `${lang === 'ru' ? shown.replace('.', ',') : shown}${noBreakSpace}${units[lang][unit] ?? ''}`
}

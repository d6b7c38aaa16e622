import { zoneField } from '../../domain/zone-field.ts'
import { say } from '../lib/i18n.ts'
import type { Option } from '../ui/select-field.tsx'

/** A zone as forms name it; by its IANA name where they don't offer it. */
export function zoneWords(zone: string): string {
  const offered = zoneField.options.find(({ value }) => value === zone)
  return offered === undefined ? zone.replaceAll('_', ' ') : say(offered.label)
}

/** The zones that forms offer, and the one that is held where it is another. */
export const zoneChoices = (held: string): Option[] =>
  [...new Set([...zoneField.options.map(({ value }) => value), ...(held === '' ? [] : [held])])].map((value) => ({
    value,
    label: zoneWords(value),
  }))

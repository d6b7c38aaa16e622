import type { Lang } from '../label.ts'
import type { Said } from './filled-text.ts'
import { letterDate } from './letter-date.ts'
import { ratingScale } from './rating-scale.ts'
import type { Vars, VarSpec, VarType, VarValue } from './variables.ts'
import { declared } from './variables.ts'

const modes = {
  ru: { remote: 'дистанционно', inPerson: 'очно' },
  en: { remote: 'remotely', inPerson: 'in person' },
} as const

const isList = (value: VarValue): value is readonly string[] => Array.isArray(value)

/**
 * What variables say in a language; instants in the zone among them.
 * @param date how an instant is written
 */
export function saidOf(spec: VarSpec, vars: Vars, lang: Lang, date = letterDate): Said {
  const zone = String(vars['zone'] ?? 'UTC')
  function words(type: VarType | undefined, value: VarValue): string {
    if (isList(value)) return value.join(' ')
    if (type === 'at') return date(Number(value), zone, lang)
    if (type === 'mode') return modes[lang][value === 'inPerson' ? 'inPerson' : 'remote']
    return String(value)
  }
  return {
    has: (name) => vars[name] !== undefined && vars[name] !== '',
    text(name) {
      const value = vars[name]
      return value === undefined ? '' : words(declared(spec, name)?.type, value)
    },
    block(name) {
      const value = vars[name]
      return value !== undefined && isList(value) ? ratingScale(lang, value) : undefined
    },
  }
}

/** What a letter's variables can be. `text` is one line, `lines` several as a person wrote them, `at` epoch milliseconds, `mode` how a visit is held. */
export type VarType = 'text' | 'lines' | 'url' | 'urls' | 'at' | 'mode'
/** The variables of a template by name; a question mark marks one that may be left out. */
export type VarSpec = Readonly<Record<string, VarType | `${VarType}?`>>
export type VarValue = string | number | readonly string[]
export type Vars = Readonly<Record<string, VarValue>>

/** A letter's variables are not what its template declares: a mistake of the program, not of a person. */
export class LetterVarsError extends Error {
  override name = 'LetterVarsError'
}

const isText = (value: unknown): value is string => typeof value === 'string'
const isUrl = (value: unknown): value is string => isText(value) && /^https?:\/\/[^\s<>"']+$/u.test(value)

const checks: { readonly [T in VarType]: (value: unknown) => value is VarValue } = {
  text: isText,
  lines: isText,
  url: isUrl,
  urls: (value): value is readonly string[] => Array.isArray(value) && value.every(isUrl),
  at: (value): value is number => typeof value === 'number' && Number.isFinite(value),
  mode: (value): value is string => value === 'remote' || value === 'inPerson',
}

const isVarType = (text: string): text is VarType => text in checks

/** What a variable is, and whether it may be left out; undefined for one that is not declared. */
export function declared(spec: VarSpec, name: string): { readonly type: VarType; readonly optional: boolean } | undefined {
  const written: string = Object.hasOwn(spec, name) ? (spec[name] ?? '') : ''
  const type = written.replace(/\?$/u, '')
  return isVarType(type) ? { type, optional: written.endsWith('?') } : undefined
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/**
 * The variables as the template declares them, out of what was stored; null counts as left out,
 * a `text` is put on one line.
 * @throws LetterVarsError that lists every missing or wrong one
 */
export function readVars(spec: VarSpec, stored: Readonly<Record<string, unknown>>): Vars {
  const wrong: string[] = []
  const values: Record<string, VarValue> = {}
  for (const name of Object.keys(spec)) {
    const is = declared(spec, name)
    const value = stored[name]
    if (!is) continue
    if (value === undefined || value === null) {
      if (!is.optional) wrong.push(`${name} is missing`)
    } else if (!checks[is.type](value)) wrong.push(`${name} is no ${is.type}`)
    else values[name] = is.type === 'text' && isText(value) ? oneLine(value) : value
  }
  if (wrong.length > 0) throw new LetterVarsError(`A letter can't be written: ${wrong.join(', ')}`)
  return values
}

/** What a letter's variables can be. `text` is one line, `lines` several as a person wrote them, `at` epoch milliseconds. */
interface Values {
  readonly text: string
  readonly lines: string
  readonly url: string
  readonly urls: readonly string[]
  readonly at: number
}
export type VarType = keyof Values
/** The variables of a template by name; a question mark marks one that may be left out. */
export type VarSpec = Readonly<Record<string, VarType | `${VarType}?`>>

export type VarsOf<S extends VarSpec> = {
  readonly [K in keyof S as S[K] extends VarType ? K : never]: S[K] extends VarType ? Values[S[K]] : never
} & {
  readonly [K in keyof S as S[K] extends `${VarType}?` ? K : never]?: S[K] extends `${infer T extends VarType}?`
    ? Values[T] | undefined
    : never
}

/** A letter's variables are not what its template declares: a mistake of the program, not of a person. */
export class LetterVarsError extends Error {
  override name = 'LetterVarsError'
}

const isUrl = (value: unknown): value is string => typeof value === 'string' && /^https?:\/\/[^\s<>"']+$/u.test(value)

const checks: { readonly [T in VarType]: (value: unknown) => boolean } = {
  text: (value) => typeof value === 'string',
  lines: (value) => typeof value === 'string',
  url: isUrl,
  urls: (value) => Array.isArray(value) && value.every(isUrl),
  at: (value) => typeof value === 'number' && Number.isFinite(value),
}

const isVarType = (text: string): text is VarType => text in checks

function wrongNames(spec: VarSpec, values: Readonly<Record<string, unknown>>): readonly string[] {
  return Object.entries(spec).flatMap(([name, declared]) => {
    const optional = declared.endsWith('?')
    const type = optional ? declared.slice(0, -1) : declared
    const value = values[name]
    if (value === undefined || value === null) return optional ? [] : [`${name} is missing`]
    return isVarType(type) && !checks[type](value) ? [`${name} is no ${type}`] : []
  })
}

function fits<S extends VarSpec>(
  spec: S,
  values: Readonly<Record<string, unknown>>,
): values is VarsOf<S> & Readonly<Record<string, unknown>> {
  return wrongNames(spec, values).length === 0
}

const oneLine = (text: string): string => text.replaceAll(/[\s\p{Cc}\u2028\u2029]+/gu, ' ').trim()

/**
 * The variables as the template declares them, out of what was stored; null counts as left out,
 * a `text` is put on one line.
 * @throws LetterVarsError that lists every missing or wrong one
 */
export function readVars<S extends VarSpec>(spec: S, stored: Readonly<Record<string, unknown>>): VarsOf<S> {
  const values = Object.fromEntries(
    Object.keys(spec).flatMap((name) => {
      const value = stored[name]
      if (value === undefined || value === null) return []
      return [[name, typeof value === 'string' && spec[name]?.startsWith('text') === true ? oneLine(value) : value]]
    }),
  )
  if (fits(spec, values)) return values
  throw new LetterVarsError(`A letter can't be written: ${wrongNames(spec, values).join(', ')}`)
}

/** One statement with its values, as the driver takes it. */
export interface Statement {
  readonly text: string
  readonly values: unknown[]
  readonly name?: string
}

const maxNames = 400
const names = new Map<string, string>()
// What a list or a search asks is planned for its own values; what has many shapes would fill the server's memory.
const plannedAnew = / order by | like | in \(|websearch|search_processes/i

/**
 * The name under which a connection keeps a statement prepared, so that the server reads and plans it once; undefined
 * for what is better planned anew.
 */
export function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined) return known
  if (names.size >= maxNames || plannedAnew.test(text)) return undefined
  const name = `s${String(names.size + 1)}`
  names.set(text, name)
  return name
}

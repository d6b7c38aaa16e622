import { createHash } from 'node:crypto'

/** JSON with its keys in order, so that equal values give equal text. `undefined` members are left out. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined)
    return `{${members
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
      .join(',')}}`
  }
  return JSON.stringify(value ?? null)
}

/** The fingerprint of what was asked under a request id. */
export const inputHash = (input: unknown): string => createHash('sha256').update(canonicalJson(input)).digest('hex')

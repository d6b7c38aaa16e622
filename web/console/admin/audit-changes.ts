import type { Json } from '../../../domain/json.ts'
import { isJsonObject } from '../../../domain/json.ts'
import type { AuditEntry } from './admin-source.ts'

export interface Change {
  readonly field: string
  readonly before: Json | undefined
  readonly after: Json | undefined
}

/** The fields of a record: a form's own beside the others, since people know nothing of the form. */
function flat(value: Json): Readonly<Record<string, Json>> {
  if (!isJsonObject(value)) return {}
  const { form, ...rest } = value
  return isJsonObject(form) ? { ...rest, ...form } : rest
}

/** Days of the calendar one by one: a list of three hundred exceptions tells nobody what changed. */
function apart(field: string, before: Json | undefined, after: Json | undefined): readonly Change[] {
  const days = field === 'exceptions' || field === 'week'
  if (!days || before === undefined || after === undefined || !isJsonObject(before) || !isJsonObject(after))
    return [{ field, before, after }]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .toSorted()
    .map((day) => ({ field: day, before: before[day], after: after[day] }))
}

const same = (a: Json | undefined, b: Json | undefined): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null)
// Ids of ours tell people nothing.
const hidden: readonly string[] = ['messageId']

/** What a record changed, field by field; what stayed as it was is left out. */
export function changesOf(entry: AuditEntry): readonly Change[] {
  // A time limit is one thing to people, not an amount, a unit and a clock.
  if (entry.entity === 'policy') return [{ field: 'policy', before: entry.before, after: entry.after }]
  const [before, after] = [flat(entry.before), flat(entry.after)]
  return [...new Set([...Object.keys(before), ...Object.keys(after)])]
    .flatMap((field) => apart(field, before[field], after[field]))
    .filter((change) => !hidden.includes(change.field) && !same(change.before, change.after))
}

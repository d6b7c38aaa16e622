import type { AnyFormValues } from './form.ts'
import type { JsonObject } from './json.ts'
import { products } from './visit-fields.ts'

const bookedAgain = ['contactName', 'contactOrganization', 'contactEmail', 'contactPhone', 'language', 'mode', 'address'] as const

/** The booking of the visit that a no-show or a report asks for at `nextAt`; undefined when neither does. */
export function nextVisit(
  { data, assigneeId }: { readonly data: JsonObject; readonly assigneeId: string | null },
  number: string,
): AnyFormValues | undefined {
  const { nextAt, nextStep, goals: goalsNow } = data
  if (typeof nextAt !== 'string' || assigneeId === null) return undefined
  const asked = [...bookedAgain, 'durationMinutes', ...Object.keys(products)]
  const kept = asked.flatMap((name) => {
    const value = data[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(kept), repId: assigneeId, startsAt: nextAt, goals: String(nextStep ?? goalsNow), follows: number }
}

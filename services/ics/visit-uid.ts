import { z } from 'zod'

const processId = z.guid()

/** How calendars know a visit, for ever: its process at the organization's domain. */
export const visitUid = (id: string, supportAddress: string): string => `${id}@${supportAddress.slice(supportAddress.lastIndexOf('@') + 1)}`

/** The process that a calendar may speak of; undefined for meetings of others. The organization may have had another domain then. */
export function processOfUid(uid: string): string | undefined {
  const known = processId.safeParse(uid.trim().split('@')[0])
  return known.success ? known.data.toLowerCase() : undefined
}

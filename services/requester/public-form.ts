import type { Label, Lang } from '../../domain/label.ts'
import { addCountedMs, isWorking, splitByWorkingTime } from '../../domain/calendar/business-calendar.ts'
import { langs } from '../../domain/label.ts'
import { ticket } from '../../domain/ticket.ts'
import { organizations } from '../../db/schema/organization.ts'
import { eq } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { notFound } from '../problem.ts'
import { organizationBySlug } from '../system/organization.ts'

const { subject, description, requesterName, requesterEmail, language } = ticket.start
const options = (values: readonly { readonly value: string; readonly label: Label }[]) => values

/** What somebody from outside is asked. A problem is declared by support: it wakes people at night. */
export const publicForm = {
  requesterName: { ...requesterName, label: { ru: 'Как к вам обращаться', en: 'Your name' } },
  requesterEmail: { ...requesterEmail, label: { ru: 'Ваша почта', en: 'Your e-mail' } },
  requestType: {
    type: 'choice',
    label: { ru: 'Что у вас', en: 'What it is' },
    options: options([
      { value: 'incident', label: { ru: 'Что-то не работает', en: 'Something is broken' } },
      { value: 'serviceRequest', label: { ru: 'Вопрос', en: 'A question' } },
      { value: 'developmentRequest', label: { ru: 'Предложение', en: 'A suggestion' } },
    ]),
  },
  subject,
  description,
  language,
} as const

/** Who takes the form, and whether somebody is there now. */
export interface FormHost {
  readonly name: string
  readonly lang: Lang
  readonly langs: readonly Lang[]
  readonly supportAddress: string
  readonly zone: string
  /** Open until, or closed until; ISO strings. */
  readonly office: { readonly open: boolean; readonly until: string }
}

/** The organization behind a public form's address. @throws Problem NotFound */
export async function formHost(db: Database, slug: string, now: Date): Promise<FormHost> {
  const known = await organizationBySlug(db, slug)
  if (!known) throw notFound()
  const [organization] = await db.tenant(known.id, (tx) => tx.select().from(organizations).where(eq(organizations.id, known.id)))
  if (!organization) throw notFound()
  const { name, lang, supportAddress, calendar } = organization
  const at = now.getTime()
  const open = isWorking(calendar, at)
  const until = open ? (splitByWorkingTime(calendar, at, at + 86_400_000)[0]?.toAt ?? at) : addCountedMs(calendar, 'business-hours', 1, at) - 1
  return { name, lang, langs, supportAddress, zone: calendar.zone, office: { open, until: new Date(until).toISOString() } }
}

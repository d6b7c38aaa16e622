import type { AnyFormValues, FormProblem } from '../../domain/form.ts'
import { nextVisit } from '../../domain/next-visit.ts'
import { minuteMs } from '../../domain/calendar/local-date.ts'
import { isRemote } from '../../domain/visit-actions.ts'
import { durationMinutes } from '../../domain/visit-fields.ts'
import { visitForms } from '../../domain/visit-forms.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import { isFollowed } from '../process/followed.ts'
import type { AskedMove, KindHooks, Moved } from '../process/on-move.ts'
import { againstVisit, problemOf } from './agreed.ts'
import type { VisitToCome } from './agreed.ts'
import { instantOf, textOf } from './data.ts'

/** The moves that name a time: which field does, and what says why it is so. */
const whys = {
  report: { at: 'nextAt', why: 'nextStep', label: visitForms.report.nextStep.label },
  noShow: { at: 'nextAt', why: 'comment', label: visitForms.noShow.comment.label },
  reschedule: { at: 'startsAt', why: 'comment', label: visitForms.reschedule.comment.label },
} as const

const namesTime = (name: string): name is keyof typeof whys => Object.hasOwn(whys, name)
const whyOf = (action: keyof typeof whys, form: AnyFormValues): string => textOf(form[whys[action].why]).trim()

/** The visit that a move asks for. */
export function nextOf({ name, after, number, form }: Moved): ReturnType<NonNullable<KindHooks['next']>> {
  if (!namesTime(name) || whys[name].at !== 'nextAt') return undefined
  const asked = nextVisit(after, number)
  return asked && { form: asked, because: whyOf(name, form) }
}

const minutesOf = (value: unknown): number => (typeof value === 'number' ? value : durationMinutes.min)

/** A time that a move names is held to what the contact and their place agree to, as every booking is: beyond it the move has to say why. */
export async function timeWrong(tx: Tx, { tenantId }: Ctx, { row, action, form }: AskedMove): Promise<FormProblem[]> {
  const { data, contactId, assigneeId: repId } = row
  if (!namesTime(action) || contactId === null || repId === null) return []
  const { at: field, label } = whys[action]
  const startsAt = instantOf(form[field])
  // A report that was returned names the visit that it has begun: no other is.
  if (startsAt === null || (action === 'report' && (await isFollowed(tx, tenantId, row.id)))) return []
  const { calendar } = await organizationRules(tx, tenantId)
  const endsAt = startsAt + minutesOf(form['durationMinutes'] ?? data['durationMinutes']) * minuteMs
  const asked: VisitToCome = {
    ...{ contactId, repId, startsAt, endsAt },
    mode: isRemote(data) ? 'remote' : 'inPerson',
    wasAt: action === 'reschedule' ? instantOf(data['startsAt']) : null,
    except: action === 'report' ? undefined : row.id,
  }
  const against = await againstVisit(tx, tenantId, calendar.zone, asked)
  const message = problemOf(against, contactId, whyOf(action, form))?.label
  if (!message) return []
  if (against.refused) return [{ field, message }]
  return [{ field, message: { ru: `${message.ru} Причина: «${label.ru}».`, en: `${message.en} The reason: “${label.en}”.` } }]
}

import { dayIn } from '../../domain/calendar/day-in.ts'
import type { AnyFormValues, FormProblem } from '../../domain/form.ts'
import { nextVisit } from '../../domain/next-visit.ts'
import { visitForms } from '../../domain/visit-forms.ts'
import type { Tx } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { organizationRules } from '../organization/rules.ts'
import type { AskedMove, KindHooks, Moved } from '../process/on-move.ts'
import { instantOf, textOf } from './data.ts'
import { unreasoned } from './plans/over-budget.ts'

/** What says why there is to be a next visit, in the forms of the moves that name its date. */
const whys = { report: ['nextStep', visitForms.report.nextStep], noShow: ['comment', visitForms.noShow.comment] } as const

const isAsking = (name: string): name is keyof typeof whys => Object.hasOwn(whys, name)
const whyOf = (action: keyof typeof whys, form: AnyFormValues): string => textOf(form[whys[action][0]]).trim()

/** The visit that a move asks for. */
export function nextOf(moved: Moved): ReturnType<NonNullable<KindHooks['next']>> {
  const { name, after, number, form } = moved
  const asked = isAsking(name) ? nextVisit(after, number) : undefined
  return isAsking(name) && asked ? { form: asked, because: whyOf(name, form) } : undefined
}

/** The next date is held to what its contact agrees to, as every booking is: beyond it the move has to say why. */
export async function nextWrong(tx: Tx, { tenantId }: Ctx, { action, form, contactId }: AskedMove): Promise<FormProblem[]> {
  const nextAt = instantOf(form['nextAt'])
  if (!isAsking(action) || nextAt === null || contactId === null) return []
  const { calendar } = await organizationRules(tx, tenantId)
  const wrong = await unreasoned(tx, tenantId, { contactId, day: dayIn(calendar.zone, nextAt), reason: whyOf(action, form) })
  const { label } = whys[action][1]
  return (wrong?.problems ?? []).map(({ message }) => ({
    field: 'nextAt',
    message: { ru: `${message.ru} Причиной будет «${label.ru}».`, en: `${message.en} “${label.en}” is the reason.` },
  }))
}

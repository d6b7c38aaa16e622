import { largestBudget, reportQuestions } from '../../domain/report-template.ts'
import type { ReportQuestion } from '../../domain/report-template.ts'
import { reportTemplates } from '../../db/schema/visit.ts'
import type { Ctx } from '../context.ts'
import { Problem, wrongField } from '../problem.ts'
import { reportTemplate } from '../visit/report-template.ts'
import type { ReportTemplate } from '../visit/report-template.ts'
import { administrators, requireRole } from './rights.ts'
import { writeAudit } from '../audit/write.ts'

/** What the organization's reports ask. @throws Problem Forbidden */
export async function getReportTemplate({ ctx }: { readonly ctx: Ctx }): Promise<ReportTemplate> {
  requireRole(ctx, administrators)
  return ctx.db.tenantRead(ctx.tenantId, (tx) => reportTemplate(tx, ctx.tenantId))
}

function checkChoice(questions: readonly ReportQuestion[], budget: number): void {
  if (questions.length <= budget && budget <= largestBudget) return
  const message = {
    ru: `Отчёт задаёт не больше вопросов, чем отведено (${String(budget)}). Уберите один из выбранных, чтобы добавить другой.`,
    en: `A report asks no more than its budget (${String(budget)}). Retire one question to add another.`,
  }
  throw wrongField('questions', message)
}

/**
 * Makes a new version of what reports ask; visits that have begun keep theirs.
 * @throws Problem Forbidden; BadInput for more than the budget; Conflict when somebody was faster
 */
export async function setReportTemplate({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly seenVersion: number; readonly questions: readonly ReportQuestion[]; readonly budget: number }
}): Promise<void> {
  const actor = requireRole(ctx, administrators)
  const { seenVersion, budget } = input
  const questions = reportQuestions.filter((one) => input.questions.includes(one))
  checkChoice(questions, budget)
  await ctx.db.tenant(ctx.tenantId, async (tx) => {
    const before = await reportTemplate(tx, ctx.tenantId)
    const version = seenVersion + 1
    const made = await tx
      .insert(reportTemplates)
      .values({ tenantId: ctx.tenantId, version, questions, budget, madeBy: actor.id, createdAt: ctx.now })
      .onConflictDoNothing()
      .returning({ version: reportTemplates.version })
    if (made.length === 0 || before.version !== seenVersion)
      throw new Problem('Conflict', {
        ru: 'Шаблон отчёта уже изменили. Обновите страницу и посмотрите, что изменилось.',
        en: 'The template of reports was changed meanwhile. Refresh the page and see what changed.',
      })
    writeAudit(tx, ctx, {
      action: 'report.set',
      entity: 'organization',
      entityId: ctx.tenantId,
      before: { questions: [...before.questions], budget: before.budget },
      after: { questions, budget },
    })
  })
}

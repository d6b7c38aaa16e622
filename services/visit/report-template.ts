import { desc, eq } from 'drizzle-orm'
import type { JsonObject } from '../../domain/json.ts'
import { usualBudget, usualQuestions } from '../../domain/report-template.ts'
import type { ReportQuestion } from '../../domain/report-template.ts'
import type { Tx } from '../../db/client.ts'
import { reportTemplates } from '../../db/schema/visit.ts'

/** What reports of visits ask; version 0 is what every organization begins with. */
export interface ReportTemplate {
  readonly version: number
  readonly questions: readonly ReportQuestion[]
  readonly budget: number
}

/** The organization's newest template. */
export async function reportTemplate(tx: Tx, tenantId: string): Promise<ReportTemplate> {
  const [newest] = await tx
    .select({ version: reportTemplates.version, questions: reportTemplates.questions, budget: reportTemplates.budget })
    .from(reportTemplates)
    .where(eq(reportTemplates.tenantId, tenantId))
    .orderBy(desc(reportTemplates.version))
    .limit(1)
  return newest ?? { version: 0, questions: usualQuestions, budget: usualBudget }
}

/** What a visit keeps of the template it begins with; nothing of the usual one. */
export async function templateData(tx: Tx, tenantId: string): Promise<JsonObject> {
  const { version, questions } = await reportTemplate(tx, tenantId)
  return version === 0 ? {} : { reportVersion: version, reportQuestions: questions }
}

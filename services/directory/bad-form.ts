import type { FormProblem } from '../../domain/form.ts'
import { Problem } from '../problem.ts'

/** What is wrong with a form, field by field. */
export const badForm = (problems: readonly FormProblem[]): Problem =>
  new Problem('BadInput', { ru: 'Проверьте форму', en: 'Check the form' }, { problems })

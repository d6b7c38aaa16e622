import type { JSX } from 'solid-js'
import { createDraft } from '../../lib/draft.ts'
import { t } from './words/words.ts'
import type { Form } from '../../../domain/form.ts'
import { FormFields } from '../form/form-fields.tsx'

/** The report as a representative will see it. */
export function ReportPreview(props: { readonly form: Form }): JSX.Element {
  const draft = createDraft('preview.report')
  return (
    <section class="card stack" inert aria-label={t('reports.preview')}>
      <h2>{t('reports.preview')}</h2>
      <FormFields form={props.form} draft={draft} problems={{}} />
    </section>
  )
}

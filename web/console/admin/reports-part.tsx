import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createMemo, createSignal } from 'solid-js'
import { largestBudget, questionLabel, reportAsks, reportQuestions } from '../../../domain/report-template.ts'
import type { ReportQuestion } from '../../../domain/report-template.ts'
import { visit } from '../../../domain/visit.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createQuery } from '../../lib/query.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { ReportTemplate } from './admin-source.ts'
import { readReportTemplate, saveReportTemplate } from './admin-source.ts'
import { ReportPreview } from './report-preview.tsx'
import './reports.css'

/** What reports of visits ask, within a budget of questions. */
export function ReportsPart(): JSX.Element {
  const template = createQuery(() => true, readReportTemplate, { keep: true })
  return (
    <Switch>
      <Match when={template.data()?.version !== undefined && template.data()}>
        {(data) => (
          <Show when={`${data().version}`} keyed>
            <Choice template={data()} onSaved={() => void template.refetch()} />
          </Show>
        )}
      </Match>
      <Match when={template.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void template.refetch()} />}</Match>
      <Match when={true}>
        <Skeleton tall lines={6} />
      </Match>
    </Switch>
  )
}

const budgets = Array.from({ length: largestBudget }, (_, at) => ({ value: String(at + 1), label: String(at + 1) }))

function Choice(props: { readonly template: ReportTemplate; readonly onSaved: () => void }): JSX.Element {
  const { version } = props.template
  const [chosen, setChosen] = createSignal<readonly ReportQuestion[]>([...props.template.questions])
  const [budget, setBudget] = createSignal(props.template.budget)
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const left = (): number => budget() - chosen().length
  const turn = (question: ReportQuestion, asked: boolean): void => {
    setChosen((held) => (asked ? [...held, question] : held.filter((one) => one !== question)))
  }
  const form = createMemo(() => reportAsks(visit.forms.report, { product1: t('reports.product'), reportQuestions: chosen() }))
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy() || left() < 0) return
    setBusy(true)
    setFailure(undefined)
    try {
      await saveReportTemplate({ seenVersion: version, questions: [...chosen()], budget: budget() })
      showToast(t('ui.saved'), 'ok')
      props.onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <div class="reports">
      <form class="card stack" onSubmit={(event) => void submit(event)} novalidate>
        <p class="muted">{t('reports.hint')}</p>
        <SelectField
          label={t('reports.budget')}
          hint={t('reports.budgetHint')}
          value={String(budget())}
          options={budgets}
          onValue={(value) => setBudget(Number(value))}
        />
        <fieldset class="field">
          <legend>{t('reports.questions')}</legend>
          <For each={reportQuestions}>
            {(question) => (
              <Checkbox
                label={say(questionLabel(question))}
                checked={chosen().includes(question)}
                disabled={left() <= 0 && !chosen().includes(question)}
                onChecked={(asked) => turn(question, asked)}
              />
            )}
          </For>
          <p class="tiny" role="status">
            {left() > 0 ? t('reports.left', { count: left() }) : left() === 0 ? t('reports.full') : t('reports.over', { count: -left() })}
          </p>
        </fieldset>
        <FormEnd refused={failure()?.message} busy={busy()} />
      </form>
      <Show when={Object.keys(form()).join()} keyed>
        <ReportPreview form={form()} />
      </Show>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import { weekdays } from '../../../domain/calendar/local-date.ts'
import { exportFormats } from '../../../domain/export-formats.ts'
import { reportPeriods, reportRhythms } from '../../../domain/saved-report.ts'
import { figureGroupLabels, figureGroups } from '../../../domain/visit-figures.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf, unplaced } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { weekdayLabels } from '../../lib/weekday-labels.ts'
import { Button } from '../../ui/button.tsx'
import { ChoiceField, ManyField } from '../../ui/choice-field.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { FiguresReportPreview } from './report-preview.tsx'
import { ReportFilterFields } from './report-filter.tsx'
import type { PreviewAsk, ReportDraft } from './reports-source.ts'
import { hourText, readReceivers, saveReport } from './reports-source.ts'
import { t } from './figures-words.ts'

const hours = Array.from({ length: 24 }, (_, hour) => hour)

/** What a report tells, when it is sent and to whom. */
export function ReportForm(props: {
  readonly draft: ReportDraft
  readonly onSaved: () => void
  readonly onCancel: () => void
}): JSX.Element {
  const [draft, setDraft] = createStore<ReportDraft>({ ...props.draft })
  const [failure, setFailure] = createSignal<Failure>()
  const [busy, setBusy] = createSignal(false)
  const [shown, setShown] = createSignal(false)
  const receivers = createQuery(() => ({}), readReceivers)
  const ask = (): PreviewAsk => {
    const { filter, by, period, rhythm, weekday, hour } = draft
    return { filter: { ...filter }, by, period, rhythm, weekday, hour }
  }
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy()) return
    setBusy(true)
    try {
      await saveReport({ ...draft })
      props.onSaved()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="stack" onSubmit={(event) => void submit(event)}>
      <TextField
        label={t('schedule.name')}
        required
        autofocus
        maxLength={120}
        value={draft.name}
        error={failure()?.problems['name']}
        onValue={(name) => setDraft({ name })}
      />
      <div class="report-fields">
        <SelectField
          label={t('figures.period')}
          value={draft.period}
          options={reportPeriods.map((value) => ({ value, label: t(`schedule.period.${value}`) }))}
          onValue={(value) => setDraft({ period: reportPeriods.find((one) => one === value) ?? draft.period })}
        />
        <SelectField
          label={t('figures.by')}
          value={draft.by}
          options={figureGroups.map((value) => ({ value, label: say(figureGroupLabels[value]) }))}
          onValue={(value) => setDraft({ by: figureGroups.find((one) => one === value) ?? draft.by })}
        />
        <SelectField
          label={t('schedule.format')}
          value={draft.format}
          options={exportFormats.map((value) => ({ value, label: value.toUpperCase() }))}
          onValue={(value) => setDraft({ format: exportFormats.find((one) => one === value) ?? draft.format })}
        />
        <ReportFilterFields filter={draft.filter} onFilter={(filter) => setDraft('filter', filter)} />
      </div>
      <ChoiceField
        label={t('schedule.rhythm')}
        value={draft.rhythm}
        options={reportRhythms.map((value) => ({ value, label: t(`schedule.rhythm.${value}`) }))}
        onValue={(value) => setDraft({ rhythm: reportRhythms.find((one) => one === value) ?? draft.rhythm })}
        hint={t('schedule.rhythmHint')}
      />
      <div class="report-fields">
        <Show when={draft.rhythm === 'weekly'}>
          <SelectField
            label={t('schedule.weekday')}
            value={draft.weekday}
            options={weekdays.map((value) => ({ value, label: say(weekdayLabels[value]) }))}
            onValue={(value) => setDraft({ weekday: weekdays.find((one) => one === value) ?? draft.weekday })}
          />
        </Show>
        <SelectField
          label={t('schedule.hour')}
          value={String(draft.hour)}
          options={hours.map((hour) => ({ value: String(hour), label: hourText(hour) }))}
          onValue={(value) => setDraft({ hour: Number(value) })}
        />
      </div>
      <div class="report-receivers">
        <ManyField
          label={t('schedule.receivers')}
          values={draft.receiverIds}
          options={(receivers.data()?.items ?? []).map(({ id, name }) => ({ value: id, label: name }))}
          error={failure()?.problems['receiverIds']}
          onValues={(receiverIds) => setDraft({ receiverIds })}
        />
      </div>
      <p class="tiny">{t('schedule.receiversHint')}</p>
      <FormEnd refused={unplaced(failure())} busy={busy()} onCancel={() => props.onCancel()}>
        <Button kind="ghost" aria-expanded={shown()} onClick={() => setShown(!shown())}>
          {t('schedule.preview')}
        </Button>
      </FormEnd>
      <Show when={shown()}>
        <FiguresReportPreview ask={ask()} />
      </Show>
    </form>
  )
}

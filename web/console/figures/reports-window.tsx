import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createSignal } from 'solid-js'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useMe } from '../session/session.tsx'
import type { FiguresState } from './figures-query.ts'
import { draftOf } from './report-draft.ts'
import { ReportForm } from './report-form.tsx'
import { ReportRow } from './report-row.tsx'
import type { ReportDraft } from './reports-source.ts'
import { readReports } from './reports-source.ts'
import { t } from './figures-words.ts'

/** Figures that go out by letter again and again: those there are, and a new one of what is on the screen. */
export function ReportsWindow(props: { readonly state: FiguresState; readonly onClose: () => void }): JSX.Element {
  const me = useMe()
  const reports = createQuery(() => ({}), readReports, { keep: true })
  const [draft, setDraft] = createSignal<ReportDraft>()
  const ofScreen = (): ReportDraft => {
    const { from: _from, to: _to, ...filter } = props.state.filter()
    return {
      ...{ name: t('schedule.usualName'), filter, by: props.state.by(), period: 'lastWeek', format: 'xlsx' },
      ...{ rhythm: 'weekly', weekday: 'mon', hour: 9, receiverIds: [me().user.id] },
    }
  }
  const saved = (): void => {
    setDraft(undefined)
    showToast(t('schedule.saved'), 'ok')
    void reports.refetch()
  }
  return (
    <Dialog side title={t('schedule.title')} onClose={props.onClose}>
      <Show
        when={draft()}
        keyed
        fallback={
          <div class="stack">
            <div>
              <Button kind="main" onClick={() => setDraft(ofScreen())}>
                {t('schedule.new')}
              </Button>
            </div>
            <Switch fallback={<Skeleton lines={6} />}>
              <Match when={reports.failure()}>{(failure) => <p role="alert">{failure().message}</p>}</Match>
              <Match when={reports.data()?.items.length === 0}>
                <p class="muted">{t('schedule.none')}</p>
              </Match>
              <Match when={reports.data()}>
                {(found) => (
                  <ul class="reports">
                    <For each={found().items}>
                      {(report) => (
                        <ReportRow report={report} onEdit={() => setDraft(draftOf(report))} onChanged={() => void reports.refetch()} />
                      )}
                    </For>
                  </ul>
                )}
              </Match>
            </Switch>
          </div>
        }
      >
        {(chosen) => <ReportForm draft={chosen} onSaved={saved} onCancel={() => setDraft(undefined)} />}
      </Show>
    </Dialog>
  )
}

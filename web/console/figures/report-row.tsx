import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import { mayNotSee } from '../../../domain/saved-report.ts'
import { figureGroupLabels } from '../../../domain/visit-figures.ts'
import { failureOf } from '../../lib/failure.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { newId } from '../../lib/new-id.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Report } from './reports-source.ts'
import { pauseReport, removeReport, scheduleText, sendReport } from './reports-source.ts'
import { t } from './figures-words.ts'

/** One report: what it tells, when and to whom it goes, and what became of it the last time. */
export function ReportRow(props: { readonly report: Report; readonly onEdit: () => void; readonly onChanged: () => void }): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const [asked, setAsked] = createSignal(false)
  // Of one wish one, however often it is tried.
  let requestId = newId()
  const run = async (work: () => Promise<string>): Promise<void> => {
    if (busy()) return
    setBusy(true)
    try {
      showToast(await work(), 'ok')
      props.onChanged()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  const send = async (): Promise<string> => {
    const { receivers } = await sendReport(props.report.id, requestId)
    requestId = newId()
    return t('schedule.sent', { count: receivers })
  }
  const paused = (): boolean => props.report.nextAt === null
  const pause = async (): Promise<string> => {
    const wanted = !paused()
    await pauseReport(props.report.id, wanted)
    return t(wanted ? 'schedule.nowPaused' : 'schedule.nowResumed')
  }
  const remove = async (): Promise<string> => {
    await removeReport(props.report.id)
    return t('schedule.removed', { name: props.report.name })
  }
  return (
    <li class="report">
      <div class="row">
        <b>{props.report.name}</b>
        <Show when={paused()}>
          <Chip tone="warn">{t('schedule.paused')}</Chip>
        </Show>
      </div>
      <div>{scheduleText(props.report)}</div>
      <div class="tiny">
        {t(`schedule.period.${props.report.period}`)} · {say(figureGroupLabels[props.report.by])} · {props.report.format.toUpperCase()} ·{' '}
        {props.report.owner.name}
      </div>
      <div class="tiny">
        {t('schedule.to')}: <Receivers of={props.report.receivers} />
      </div>
      <Show when={props.report.nextAt}>{(at) => <div class="tiny">{t('schedule.next', { moment: formatExact(at()) })}</div>}</Show>
      <LastSending report={props.report} />
      <Show when={props.report.changeable}>
        <div class="row report-deeds">
          <Button small busy={busy()} onClick={() => void run(send)}>
            {t('schedule.sendNow')}
          </Button>
          <Button small kind="ghost" busy={busy()} onClick={() => void run(pause)}>
            {t(paused() ? 'schedule.resume' : 'schedule.pause')}
          </Button>
          <Button small kind="ghost" onClick={() => props.onEdit()}>
            {t('schedule.edit')}
          </Button>
          <Show
            when={asked()}
            fallback={
              <Button small kind="ghost" onClick={() => setAsked(true)}>
                {t('schedule.remove')}
              </Button>
            }
          >
            <Button small kind="danger" busy={busy()} onClick={() => void run(remove)}>
              {t('schedule.removeSure')}
            </Button>
          </Show>
        </div>
      </Show>
    </li>
  )
}

function Receivers(props: { readonly of: Report['receivers'] }): JSX.Element {
  const text = (one: Report['receivers'][number]): string => (one.mayRead ? one.name : t('schedule.mayNotRead', { name: one.name }))
  return <>{props.of.map(text).join(', ')}</>
}

/** The letters of the latest sending: how many left, and which did not and why. */
function LastSending(props: { readonly report: Report }): JSX.Element {
  const latest = createMemo(() => {
    const at = props.report.letters[0]?.createdAt
    return props.report.letters.filter(({ createdAt }) => createdAt === at)
  })
  const sent = (): number => latest().filter(({ status }) => status === 'sent').length
  const troubled = () => latest().filter(({ lastError }) => lastError !== null)
  return (
    <Show when={latest()[0]}>
      {(first) => (
        <>
          <div class="tiny">{t('schedule.last', { moment: formatMoment(first().createdAt), sent: sent(), count: latest().length })}</div>
          <For each={troubled()}>
            {(letter) => (
              <div class="report-trouble">
                {t(letter.status === 'pending' ? 'schedule.waits' : 'schedule.failed', { name: letter.toName })}:{' '}
                {letter.lastError === mayNotSee.en ? say(mayNotSee) : letter.lastError}
              </div>
            )}
          </For>
        </>
      )}
    </Show>
  )
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { A, useNavigate } from '@solidjs/router'
import type { DraftValues } from '../../lib/draft.ts'
import { writeDraft } from '../../lib/draft.ts'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { shownFiles } from '../form/file-input.tsx'
import { reasonKey } from '../process/act.ts'
import { readProcess } from '../process/process-source.ts'
import { findHeldFiles } from './deliver.ts'
import type { UnsentAct } from './shelf.ts'
import { t } from './unsent-words.ts'
import { actionOf, sendAnyway, throwAway } from './unsent.ts'
import { Lines, nowLines, writtenLines, writtenText } from './unsent-lines.tsx'

/** One request: waiting, or refused with what was written beside what the process is now. */
export function UnsentCard(props: { readonly item: UnsentAct }): JSX.Element {
  const navigate = useNavigate()
  const now = createQuery(
    () => (props.item.refused === undefined ? undefined : props.item.processId),
    (id) => readProcess(id),
  )
  const isStillAllowed = (): boolean => now.data()?.offers.some((offer) => offer.action === props.item.action && offer.allowed) === true
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(writtenText(props.item))
      showToast(t('page.wordsCopied'), 'ok')
    } catch {
      showToast(t('page.copyByHand'), 'late')
    }
  }
  const anyway = async (): Promise<void> => {
    const seen = now.data()?.seq
    if (seen !== undefined) await sendAnyway(props.item, seen).catch((error: unknown) => showToast(failureOf(error).message, 'late'))
  }
  const edit = async (): Promise<void> => {
    const { processId, action, form, reason } = props.item
    const values: DraftValues = { ...form, ...(reason === undefined ? {} : { [reasonKey]: reason }) }
    for (const [name, value] of Object.entries(form))
      if (typeof value === 'object') Object.assign(values, shownFiles(name, await findHeldFiles(value)))
    writeDraft(`${processId}.${action}`, values)
    await throwAway(props.item, false)
    navigate(`/p/${processId}?do=${action}`)
  }
  return (
    <li class="card unsent-card">
      <h2>
        {actionOf(props.item)} <A href={`/p/${props.item.processId}`}>{props.item.title}</A>
      </h2>
      <p class="row tiny">
        <span class="num">{props.item.number}</span>
        <span>{t('unsent.made', { when: formatMoment(new Date(props.item.madeAt).toISOString()) })}</span>
        <Chip tone={props.item.refused === undefined ? 'plain' : 'late'}>
          {props.item.refused === undefined ? t('unsent.waits') : t('unsent.refused')}
        </Chip>
      </p>
      <Show when={props.item.refused}>{(failure) => <p role="alert">{failure().message}</p>}</Show>
      <div class="unsent-sides">
        <Show when={writtenLines(props.item).length > 0}>
          <Lines title={t('unsent.written')} lines={writtenLines(props.item)} />
        </Show>
        <Show when={props.item.refused !== undefined}>
          <Show when={now.data()} fallback={<Skeleton lines={3} />}>
            {(process) => <Lines title={t('unsent.now')} lines={nowLines(process())} />}
          </Show>
        </Show>
      </div>
      <div class="row">
        <Show when={props.item.refused !== undefined && isStillAllowed()}>
          <Button kind="main" onClick={() => void anyway()}>
            {t('unsent.anyway')}
          </Button>
        </Show>
        <Show when={writtenText(props.item) !== '' && (props.item.refused === undefined || isStillAllowed())}>
          <Button onClick={() => void edit()}>{t('unsent.edit')}</Button>
        </Show>
        <Show when={writtenText(props.item) !== ''}>
          <Button onClick={() => void copy()}>{t('page.copyWords')}</Button>
        </Show>
        <Button kind="ghost" onClick={() => void throwAway(props.item, true)}>
          {t('unsent.drop')}
        </Button>
      </div>
    </li>
  )
}

import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createEffect, createSignal, onCleanup } from 'solid-js'
import DatabaseBackup from 'lucide-solid/icons/database-backup'
import { failureOf } from '../../lib/failure.ts'
import { t } from './words/words.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { showToast } from '../../ui/toast.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { Backups } from './admin-source.ts'
import { readBackups, startBackup } from './admin-source.ts'
import { BackupRow } from './backup-row.tsx'
import { ScheduleRow } from './schedule-row.tsx'
import './backups.css'

const watchEveryMs = 2_000
const isUnderWay = (backups: Backups | undefined): boolean =>
  backups?.runs.some(({ status }) => status === 'waiting' || status === 'running') === true

/** Backups of the whole installation: when they are made, which there are, and one now. */
export function BackupsPart(): JSX.Element {
  const backups = createQuery(() => true, readBackups, { keep: true })
  const [busy, setBusy] = createSignal(false)
  // While one is made, and a moment after a change that the engine has yet to hear of.
  createEffect(() => {
    const data = backups.data()
    const unheard = data?.engineAnswers === true && data.schedules.some((one) => one.enabled && one.nextAt === undefined)
    if (!isUnderWay(data) && !unheard) return
    const timer = setInterval(() => void backups.refetch(), watchEveryMs)
    onCleanup(() => clearInterval(timer))
  })
  const start = async (): Promise<void> => {
    setBusy(true)
    try {
      await startBackup()
      showToast(t('backups.started'), 'ok')
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
      await backups.refetch()
    }
  }
  const now = (): JSX.Element => (
    <Button kind="main" busy={busy()} onClick={() => void start()}>
      {t('backups.start')}
    </Button>
  )
  return (
    <Switch>
      <Match when={backups.data()}>
        {(data) => (
          <div class="stack admin-backups">
            <p class="muted">{t('backups.hint')}</p>
            <section class="card">
              <h2>{t('backups.schedules')}</h2>
              <ul>
                <For each={data().schedules}>
                  {(schedule) => (
                    <ScheduleRow schedule={schedule} engineAnswers={data().engineAnswers} onSaved={() => void backups.refetch()} />
                  )}
                </For>
              </ul>
            </section>
            <section class="card">
              <div class="row backups-head">
                <h2 class="grow">{t('backups.list')}</h2>
                <Show when={data().runs.length > 0}>{now()}</Show>
              </div>
              <Show
                when={data().runs.length > 0}
                fallback={
                  <EmptyState icon={<DatabaseBackup size={22} />} title={t('backups.emptyTitle')} action={now()}>
                    {t('backups.emptyText')}
                  </EmptyState>
                }
              >
                <ul>
                  <For each={data().runs}>{(run) => <BackupRow run={run} />}</For>
                </ul>
              </Show>
            </section>
          </div>
        )}
      </Match>
      <Match when={backups.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void backups.refetch()} />}</Match>
      <Match when={true}>
        <Skeleton tall lines={5} />
      </Match>
    </Switch>
  )
}

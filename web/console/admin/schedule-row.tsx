import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { t } from './words/words.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { BackupSchedule } from './admin-source.ts'
import { saveSchedule } from './admin-source.ts'
import { nextText, scheduleText } from './backup-words.ts'
import { ScheduleForm } from './schedule-form.tsx'

/** When one kind of backup is made, read or changed in its place. */
export function ScheduleRow(props: {
  readonly schedule: BackupSchedule
  readonly engineAnswers: boolean
  readonly onSaved: () => void
}): JSX.Element {
  const [editing, setEditing] = createSignal(false)
  const name = (): string => t(`backups.plan.${props.schedule.plan}`)
  const save = async (changes: Partial<BackupSchedule>): Promise<void> => {
    const { known } = await saveSchedule({ ...props.schedule, ...changes })
    showToast(t(known ? 'backups.savedNow' : 'backups.savedSoon'), known ? 'ok' : 'late')
    props.onSaved()
  }
  const turn = (): Promise<void> =>
    save({ enabled: !props.schedule.enabled }).catch((error: unknown) => void showToast(failureOf(error).message, 'late'))
  return (
    <li class="schedule" classList={{ on: editing() }}>
      <Show
        when={editing()}
        fallback={
          <>
            <div class="schedule-words">
              <span class="row">
                <b>{name()}</b>
                <Show when={!props.schedule.enabled}>
                  <Chip tone="warn">{t('backups.off')}</Chip>
                </Show>
              </span>
              <span>
                {scheduleText(props.schedule)}, {t('backups.keeps', { count: props.schedule.keep })}
              </span>
              <Show when={props.schedule.enabled}>
                <span class="tiny">{nextText(props.schedule, props.engineAnswers)}</span>
              </Show>
            </div>
            <div class="row">
              <Button
                small
                kind="ghost"
                onClick={() => void turn()}
                aria-label={`${t(props.schedule.enabled ? 'backups.pause' : 'backups.resume')}: ${name()}`}
              >
                {t(props.schedule.enabled ? 'backups.pause' : 'backups.resume')}
              </Button>
              <Button small onClick={() => setEditing(true)} aria-label={`${t('backups.edit')}: ${name()}`}>
                {t('backups.edit')}
              </Button>
            </div>
          </>
        }
      >
        <ScheduleForm
          schedule={props.schedule}
          title={name()}
          onClose={() => setEditing(false)}
          onSave={async (changes) => {
            await save(changes)
            setEditing(false)
          }}
        />
      </Show>
    </li>
  )
}

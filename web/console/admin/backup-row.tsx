import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { BackupStatus } from '../../../domain/backup.ts'
import { formatBytes, formatCount, formatExact, formatMoment } from '../../lib/format.ts'
import { t } from './words/words.ts'
import { Chip } from '../../ui/chip.tsx'
import type { Tone } from '../../ui/chip.tsx'
import type { BackupRun } from './admin-source.ts'
import { tookText } from './backup-words.ts'

const tones: Readonly<Record<BackupStatus, Tone>> = { waiting: 'plain', running: 'accent', good: 'ok', failed: 'late' }

/** One backup: when, of what size and how it was checked; or why there is none and what to do. */
export function BackupRow(props: { readonly run: BackupRun }): JSX.Element {
  const at = (): string => props.run.endedAt ?? props.run.startedAt ?? props.run.askedAt
  const measures = (): string =>
    [props.run.sizeBytes === null ? undefined : formatBytes(props.run.sizeBytes), tookText(props.run)]
      .filter((one) => one !== undefined)
      .join(' · ')
  return (
    <li class="backup">
      <div class="backup-line">
        <Chip tone={tones[props.run.status]}>{t(`backups.status.${props.run.status}`)}</Chip>
        <time class="num" datetime={at()} title={formatExact(at())}>
          {formatMoment(at())}
        </time>
        <span class="muted">{t(`backups.plan.${props.run.kind}`)}</span>
        <span class="backup-measures num">{props.run.status === 'good' ? measures() : ''}</span>
      </div>
      <Show when={props.run.content}>
        {(content) => (
          <p class="tiny">
            {t('backups.checked', { rows: formatCount(content().rows), count: content().rows, tables: content().tables })}{' '}
            <span class="backup-name">{props.run.name}</span>
            <Show when={content().remarks.length > 0}>
              <br />
              {t('backups.remarks', { count: content().remarks.length })}
            </Show>
          </p>
        )}
      </Show>
      <Show when={props.run.problem}>{(problem) => <p>{t(`backups.problem.${problem()}`)}</p>}</Show>
      <Show when={props.run.detail}>
        {(detail) => (
          <details>
            <summary class="tiny">{t('backups.details')}</summary>
            <pre class="backup-detail">{detail()}</pre>
          </details>
        )}
      </Show>
    </li>
  )
}

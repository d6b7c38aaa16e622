import { weekdays } from '../../../domain/backup.ts'
import { formatMoment, formatSpan } from '../../lib/format.ts'
import { t } from './words/words.ts'
import type { BackupRun, BackupSchedule } from './admin-source.ts'
import { timeText } from './minute-of-day.ts'

const lastNightMinute = 6 * 60

/** When it is made: `По понедельникам в 00:00 по Москве`. */
export function scheduleText({ weekday, minuteOfDay }: BackupSchedule): string {
  const time = timeText(minuteOfDay)
  const day = weekdays.find((one) => one === weekday)
  if (day !== undefined) return t(`backups.every.${day}`, { time })
  return t(minuteOfDay < lastNightMinute ? 'backups.every.0' : 'backups.everyDay', { time })
}

/** When the next one is made, in the zone of the person's organization. */
export function nextText({ enabled, nextAt }: BackupSchedule, engineAnswers: boolean): string {
  if (!enabled) return t('backups.off')
  if (!engineAnswers) return t('backups.nextUnknown')
  return nextAt === undefined || nextAt === null ? t('backups.notYet') : t('backups.next', { moment: formatMoment(nextAt) })
}

/** How long it took; undefined while it is made, and for what never began. */
export function tookText({ startedAt, endedAt }: BackupRun): string | undefined {
  if (startedAt === null || endedAt === null) return undefined
  const tookMs = Date.parse(endedAt) - Date.parse(startedAt)
  return t('backups.took', {
    span: tookMs < 60_000 ? t('backups.seconds', { count: Math.max(1, Math.round(tookMs / 1000)) }) : formatSpan(tookMs),
  })
}

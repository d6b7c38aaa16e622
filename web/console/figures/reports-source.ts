import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { say } from '../../lib/i18n.ts'
import { weekdayLabels } from '../../lib/weekday-labels.ts'
import { t } from './figures-words.ts'

export type Report = Outputs['report']['list']['items'][number]
export type ReportDraft = Inputs['report']['save']
export type PreviewAsk = Inputs['report']['preview']
export type Preview = Outputs['report']['preview']

export const readReports = (): Promise<Outputs['report']['list']> => api.report.list.query()
export const readReceivers = (): Promise<Outputs['report']['receivers']> => api.report.receivers.query()
export const readPreview = (ask: PreviewAsk): Promise<Preview> => api.report.preview.query(ask)
export const saveReport = (draft: ReportDraft): Promise<unknown> => api.report.save.mutate(draft)
export const pauseReport = (id: string, paused: boolean): Promise<unknown> => api.report.pause.mutate({ id, paused })
export const removeReport = (id: string): Promise<unknown> => api.report.remove.mutate({ id })
export const sendReport = (id: string, requestId: string): Promise<{ readonly receivers: number }> =>
  api.report.send.mutate({ id, requestId })

export const hourText = (hour: number): string => `${String(hour)}:00`

/** When a report is sent, as «Каждый рабочий день в 9:00». */
export const scheduleText = ({ rhythm, weekday, hour }: Pick<Report, 'rhythm' | 'weekday' | 'hour'>): string =>
  t(`schedule.when.${rhythm}`, { weekday: say(weekdayLabels[weekday]), time: hourText(hour) })

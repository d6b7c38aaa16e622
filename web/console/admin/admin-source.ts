import type { BusinessCalendar, WorkInterval } from '../../../domain/calendar/calendar-data.ts'
import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type StaffMember = Outputs['admin']['users']['list']['items'][number]
export const readStaff = (text: string): Promise<Outputs['admin']['users']['list']> =>
  api.admin.users.list.query(text.trim() === '' ? {} : { text: text.trim() })
/** Answers the password to hand over; null for somebody who has one in another organization. */
export const createStaff = (input: Inputs['admin']['users']['create']) => api.admin.users.create.mutate(input)
export const updateStaff = (input: Inputs['admin']['users']['update']): Promise<unknown> => api.admin.users.update.mutate(input)
export const removeStaff = (id: string): Promise<unknown> => api.admin.users.remove.mutate({ id })
export const resetPassword = (id: string) => api.admin.users.resetPassword.mutate({ id })
export type ListedPolicy = Outputs['admin']['policies']['list'][number]
export const readPolicies = (): Promise<{ items: readonly ListedPolicy[] }> => api.admin.policies.list.query().then((items) => ({ items }))
/** The organization's own limit; null goes back to the default. */
export const savePolicy = (name: string, policy: ListedPolicy['own']): Promise<unknown> =>
  api.admin.policies.set.mutate({ name, policy: policy === null ? null : { ...policy } })
export type ReportTemplate = Outputs['admin']['report']['get']
export const readReportTemplate = (): Promise<ReportTemplate> => api.admin.report.get.query()
export const saveReportTemplate = (input: Inputs['admin']['report']['set']): Promise<unknown> => api.admin.report.set.mutate(input)
export type Backups = Outputs['admin']['backups']['list']
export type BackupSchedule = Backups['schedules'][number]
export type BackupRun = Backups['runs'][number]
export const readBackups = (): Promise<Backups> => api.admin.backups.list.query()
/** Answers whether the engine knows already. */
export const saveSchedule = ({ plan, enabled, weekday, minuteOfDay, keep }: BackupSchedule): Promise<{ readonly known: boolean }> =>
  api.admin.backups.set.mutate({ plan, enabled, weekday, minuteOfDay, keep })
export const startBackup = (): Promise<unknown> => api.admin.backups.start.mutate()
export type OrganizationCard = Outputs['admin']['organization']['get']
export const readOrganization = (): Promise<OrganizationCard> => api.admin.organization.get.query()
export const saveOrganization = (input: Inputs['admin']['organization']['set']): Promise<unknown> =>
  api.admin.organization.set.mutate(input)
export type AuditPage = Outputs['admin']['audit']['list']
export type AuditEntry = AuditPage['items'][number]
export interface AuditAsk {
  readonly entity: string | undefined
  readonly entityId: string | undefined
  readonly actorId: string | undefined
}
export const readAudit = ({ entity, entityId, actorId }: AuditAsk, cursor: string | undefined): Promise<AuditPage> =>
  api.admin.audit.list.query({
    ...(entity === undefined ? {} : { entity }),
    ...(entityId === undefined ? {} : { entityId }),
    ...(actorId === undefined ? {} : { actorId }),
    ...(cursor === undefined ? {} : { cursor }),
  })
export type CheckedAudit = Outputs['admin']['audit']['verify']
export const verifyAudit = (): Promise<CheckedAudit> => api.admin.audit.verify.query()
export type Colleague = Outputs['people']['list']['items'][number]
export const readColleagues = (): Promise<Outputs['people']['list']> => api.people.list.query({})
export type Calendar = Outputs['admin']['calendar']['get']
export const readCalendar = (): Promise<Calendar> => api.admin.calendar.get.query()

const copied = (spans: readonly WorkInterval[]) => spans.map((span) => ({ ...span }))

/** Saves the whole calendar; due dates are counted anew. */
export function saveCalendar(calendar: BusinessCalendar): Promise<unknown> {
  const { mon, tue, wed, thu, fri, sat, sun } = calendar.week
  const week = {
    mon: copied(mon),
    tue: copied(tue),
    wed: copied(wed),
    thu: copied(thu),
    fri: copied(fri),
    sat: copied(sat),
    sun: copied(sun),
  }
  const exceptions = Object.fromEntries(
    Object.entries(calendar.exceptions).map(([day, { kind, intervals, note }]) => [
      day,
      { kind, ...(intervals === undefined ? {} : { intervals: copied(intervals) }), ...(note === undefined ? {} : { note }) },
    ]),
  )
  return api.admin.calendar.set.mutate({ zone: calendar.zone, week, holidays: [...calendar.holidays], exceptions })
}

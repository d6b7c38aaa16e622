import type { BusinessCalendar } from '../../../domain/calendar/calendar-data.ts'
import type { Role } from '../../../domain/roles.ts'
import { ask, send } from '../../lib/api.ts'

export interface StaffMember {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly active: boolean
  readonly seenAt: string | null
}
export interface StaffInput {
  readonly name: string
  readonly email: string
  readonly roles: readonly Role[]
  readonly active: boolean
  readonly password?: string | undefined
}

export const readStaff = (): Promise<{ readonly items: readonly StaffMember[] }> => ask('admin.users.list')
export const createStaff = (input: StaffInput): Promise<unknown> => send('admin.users.create', input)
export const updateStaff = (id: string, input: StaffInput): Promise<unknown> => send('admin.users.update', { id, ...input })
export const readCalendar = (): Promise<BusinessCalendar> => ask('admin.calendar.get')
export const saveCalendar = (calendar: BusinessCalendar): Promise<unknown> => send('admin.calendar.save', calendar)

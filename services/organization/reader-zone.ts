import type { TimeRules } from '../../domain/deadlines.ts'
import type { Ctx } from '../context.ts'

/** By whose clock a reader's days begin and times are told to them: their own zone, or the organization's. */
export const readerZone = (ctx: Pick<Ctx, 'zone'>, { calendar }: Pick<TimeRules, 'calendar'>): string => ctx.zone ?? calendar.zone

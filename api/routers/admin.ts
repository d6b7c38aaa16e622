import { z } from 'zod'
import { dayKinds } from '../../domain/calendar/calendar-data.ts'
import { clocks, durationUnits } from '../../domain/calendar/clock.ts'
import { langs } from '../../domain/label.ts'
import { longestCriterion, mostCriteria } from '../../domain/coaching.ts'
import { largestBudget, reportQuestions } from '../../domain/report-template.ts'
import { roles } from '../../domain/roles.ts'
import { getCalendar, setCalendar } from '../../services/admin/calendar.ts'
import { createUser, removeUser, resetPassword, updateUser } from '../../services/admin/change-users.ts'
import { listAudit } from '../../services/admin/list-audit.ts'
import { listUsers } from '../../services/admin/list-users.ts'
import { getOrganization, setOrganization } from '../../services/admin/organization.ts'
import { listPolicies, setPolicy } from '../../services/admin/policies.ts'
import { getReportTemplate, setReportTemplate } from '../../services/admin/report-template.ts'
import { administrators, auditReaders } from '../../services/admin/rights.ts'
import { verifyOwnAudit } from '../../services/admin/verify-audit.ts'
import { cursor, email, id, line, words, zoneName } from '../input.ts'
import { router, withRoles } from '../trpc.ts'
import { backupRouter } from './backup.ts'
import { messageTextRouter } from './message-text.ts'

const administrator = withRoles(...administrators)
const someRoles = z.array(z.enum(roles)).min(1).max(roles.length)
const done = { ok: true } as const

const spans = z.array(z.strictObject({ fromMinute: z.int(), toMinute: z.int() })).max(24)
const calendar = z.strictObject({
  zone: zoneName,
  week: z.strictObject({ mon: spans, tue: spans, wed: spans, thu: spans, fri: spans, sat: spans, sun: spans }),
  holidays: z.array(z.string().max(5)).max(366),
  exceptions: z
    .record(
      z.string().max(10),
      z.strictObject({
        kind: z.enum(dayKinds),
        intervals: spans.exactOptional(),
        note: z.strictObject({ ru: line(200), en: line(200) }).exactOptional(),
      }),
    )
    .refine((exceptions) => Object.keys(exceptions).length <= 5_000),
})

const minuteOfDay = z.int().min(0).max(1_439)
const quietHours = z.strictObject({ fromMinute: minuteOfDay, toMinute: minuteOfDay })

export const adminRouter = router({
  backups: backupRouter,
  texts: messageTextRouter,

  users: router({
    list: administrator
      .input(z.strictObject({ text: words(200).optional(), cursor: cursor.optional() }).default({}))
      .query(({ ctx, input }) => listUsers({ ctx: ctx.verb, input })),
    /** Answers the password to hand over, once; `null` for somebody who has one already. */
    create: administrator
      .input(z.strictObject({ email, name: line(120), roles: someRoles, lang: z.enum(langs) }))
      .mutation(({ ctx, input }) => createUser({ ctx: ctx.verb, input })),
    update: administrator
      .input(
        z.strictObject({
          id,
          name: line(120).optional(),
          roles: someRoles.optional(),
          disabled: z.boolean().optional(),
          zone: zoneName.nullable().optional(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        await updateUser({ ctx: ctx.verb, input })
        return done
      }),
    remove: administrator.input(z.strictObject({ id })).mutation(async ({ ctx, input }) => {
      await removeUser({ ctx: ctx.verb, input })
      return done
    }),
    resetPassword: administrator
      .input(z.strictObject({ id }))
      .mutation(({ ctx, input }) => resetPassword({ ctx: ctx.verb, limits: ctx.deps.limits, input })),
  }),

  calendar: router({
    get: administrator.query(({ ctx }) => getCalendar({ ctx: ctx.verb })),
    set: administrator.input(calendar).mutation(async ({ ctx, input }) => {
      await setCalendar({ ctx: ctx.verb, input })
      return done
    }),
  }),

  /** What reports of visits ask. */
  report: router({
    get: administrator.query(({ ctx }) => getReportTemplate({ ctx: ctx.verb })),
    set: administrator
      .input(
        z.strictObject({
          seenVersion: z.int().min(0).max(1_000_000),
          questions: z.array(z.enum(reportQuestions)).max(reportQuestions.length),
          budget: z.int().min(0).max(largestBudget),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        await setReportTemplate({ ctx: ctx.verb, input })
        return done
      }),
  }),

  policies: router({
    list: administrator.query(({ ctx }) => listPolicies({ ctx: ctx.verb })),
    set: administrator
      .input(
        z.strictObject({
          name: z.string().max(60),
          policy: z.strictObject({ amount: z.int().min(1).max(100_000), unit: z.enum(durationUnits), clock: z.enum(clocks) }).nullable(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        await setPolicy({ ctx: ctx.verb, input })
        return done
      }),
  }),

  organization: router({
    get: administrator.query(({ ctx }) => getOrganization({ ctx: ctx.verb })),
    set: administrator
      .input(
        z.strictObject({
          name: line(200),
          lang: z.enum(langs),
          quiet: quietHours.optional(),
          visitsPerContactMonth: z.int().min(0).max(31).optional(),
          coachingCriteria: z.array(line(longestCriterion)).max(mostCriteria).optional(),
        }),
      )
      .mutation(async ({ ctx, input }) => {
        await setOrganization({ ctx: ctx.verb, input })
        return done
      }),
  }),

  audit: router({
    list: withRoles(...auditReaders)
      .input(
        z
          .strictObject({
            entity: words(40).optional(),
            entityId: words(80).optional(),
            actorId: words(80).optional(),
            cursor: cursor.optional(),
          })
          .default({}),
      )
      .query(({ ctx, input }) => listAudit({ ctx: ctx.verb, input })),
    /** Is the audit whole? Walks all of it. */
    verify: withRoles(...auditReaders).query(({ ctx }) => verifyOwnAudit({ ctx: ctx.verb, anchors: ctx.deps.anchors })),
  }),
})

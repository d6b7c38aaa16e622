import type { CalendarSpec, Client, DayOfWeek, ScheduleDescription, ScheduleOptions } from '@temporalio/client'
import {
  ScheduleAlreadyRunning,
  ScheduleNotFoundError,
  ScheduleOverlapPolicy,
  WorkflowExecutionAlreadyStartedError,
  WorkflowIdReusePolicy,
} from '@temporalio/client'
import { backupPlans, backupZone } from '../../../domain/backup.ts'
import type { BackupPlan, BackupTimes, Weekday } from '../../../domain/backup.ts'
import { backupScheduleId, backupWorkflowId, backupWorkflows, taskQueues } from '../../../workflows/contracts.ts'
import type { BackupEngine } from './port.ts'

const deadlineMs = 5_000
/** A machine that was off at night makes the missed one when it is on again, unless the next one is near. */
const catchupWindow = '12 hours'
const days: Readonly<Record<Weekday, DayOfWeek>> = {
  1: 'MONDAY',
  2: 'TUESDAY',
  3: 'WEDNESDAY',
  4: 'THURSDAY',
  5: 'FRIDAY',
  6: 'SATURDAY',
  7: 'SUNDAY',
}

const calendarOf = ({ weekday, minuteOfDay }: BackupTimes): CalendarSpec => ({
  hour: Math.floor(minuteOfDay / 60),
  minute: minuteOfDay % 60,
  ...(weekday === null ? {} : { dayOfWeek: days[weekday] }),
})

/** No arguments: they would be sealed with the secret of today, and stand still when it is changed. */
const optionsOf = (plan: BackupPlan, times: BackupTimes) =>
  ({
    spec: { calendars: [calendarOf(times)], timezone: backupZone },
    action: {
      type: 'startWorkflow',
      workflowType: backupWorkflows[plan],
      workflowId: backupWorkflowId(plan),
      taskQueue: taskQueues.processes,
      args: [],
    },
    policies: { overlap: ScheduleOverlapPolicy.SKIP, catchupWindow },
    state: { paused: !times.enabled },
  }) satisfies Omit<ScheduleOptions, 'scheduleId'>

function isAsWanted({ spec, state }: ScheduleDescription, plan: BackupPlan, wanted: BackupTimes, action: unknown): boolean {
  const [one, ...more] = spec.calendars ?? []
  const { hour, minute, dayOfWeek } = calendarOf(wanted)
  const first = (ranges: readonly { readonly start: unknown }[] | undefined): unknown => ranges?.[0]?.start
  return (
    more.length === 0 &&
    one !== undefined &&
    first(one.hour) === hour &&
    first(one.minute) === minute &&
    (dayOfWeek === undefined || first(one.dayOfWeek) === dayOfWeek) &&
    spec.timezone === backupZone &&
    state.paused === !wanted.enabled &&
    action === backupWorkflows[plan]
  )
}

/** The schedules behind Temporal's client. */
export function createBackupEngine(client: Client): BackupEngine {
  const bounded = <T>(work: () => Promise<T>): Promise<T> => client.connection.withDeadline(Date.now() + deadlineMs, work)

  /** Undefined when the engine has no such schedule. */
  async function describe(plan: BackupPlan): Promise<ScheduleDescription | undefined> {
    try {
      return await bounded(() => client.schedule.getHandle(backupScheduleId(plan)).describe())
    } catch (error) {
      if (error instanceof ScheduleNotFoundError) return undefined
      throw error
    }
  }

  return {
    async ensure(plan, wanted) {
      const found = await describe(plan)
      if (found && isAsWanted(found, plan, wanted, found.action.workflowType)) return
      const options = optionsOf(plan, wanted)
      if (found) {
        await bounded(() => client.schedule.getHandle(backupScheduleId(plan)).update(() => options))
        return
      }
      try {
        await bounded(() => client.schedule.create({ ...options, scheduleId: backupScheduleId(plan) }))
      } catch (error) {
        // Another worker was quicker; the next round sees to the rest.
        if (!(error instanceof ScheduleAlreadyRunning)) throw error
      }
    },
    async planned() {
      const described = await Promise.all(backupPlans.map(async (plan) => ({ plan, found: await describe(plan) })))
      return described.flatMap(({ plan, found }) =>
        found ? [{ plan, nextAt: found.state.paused ? null : (found.info.nextActionTimes[0] ?? null) }] : [],
      )
    },
    async start(id) {
      try {
        await bounded(() =>
          client.workflow.start(backupWorkflows.hand, {
            workflowId: backupWorkflowId(id),
            taskQueue: taskQueues.processes,
            workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
            args: [],
          }),
        )
      } catch (error) {
        if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error
      }
    },
  }
}

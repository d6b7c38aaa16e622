/**
 * How a period is counted: `elapsed` - every minute; `business-days` - all 24 hours
 * of working days; `business-hours` - only the working intervals of working days.
 */
export const clocks = ['elapsed', 'business-days', 'business-hours'] as const
export type Clock = (typeof clocks)[number]

export const durationUnits = ['minutes', 'hours', 'days'] as const
export type DurationUnit = (typeof durationUnits)[number]

/** A length of time as a person states it: "40 minutes", "3 days". */
export interface Duration {
  readonly amount: number
  readonly unit: DurationUnit
}

/** A length of time together with the clock that counts it. */
export interface Policy extends Duration {
  readonly clock: Clock
}

import type { World } from '../world.ts'
import { planVisits } from './plans.ts'
import { createSlots } from './slots.ts'
import { tellVisit } from './story.ts'
import { createVisitDesk } from './visit-desk.ts'

/** Puts the visits of an organization's representatives on its agenda. */
export function addVisits(
  world: World,
  of: Omit<Parameters<typeof createVisitDesk>[1], 'slots'>,
  when: { readonly now: number; readonly days: number; readonly aDay: number },
): void {
  const { calendar, random, staff, agenda } = of
  const slots = createSlots(calendar, random)
  const desk = createVisitDesk(world, { ...of, slots })
  const reps = staff.filter((one) => one.roles.includes('rep'))
  for (const plan of planVisits({ calendar, random, slots, reps, ...when })) agenda.add(plan.bookAt, () => tellVisit(desk, plan))
}

import type { Actor } from '../../../domain/actor.ts'
import type { Started } from '../../../services/process/start.ts'
import type { VisitPlan } from './plans.ts'
import type { VisitDesk } from './visit-desk.ts'

/** A visit that is being told about. */
export interface ToldVisit extends Started {
  readonly desk: VisitDesk
  readonly plan: VisitPlan
  /** As the holder of a private link. */
  readonly contact: Actor
}

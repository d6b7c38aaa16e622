import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import type { DraftValues } from '../../lib/draft.ts'

export type Plan = Outputs['plan']['list']['items'][number]
export type CoverageAsk = Inputs['plan']['coverage']
export type PlanCoverage = Outputs['plan']['coverage']
export type CoverageRow = PlanCoverage['rows'][number]
export type TargetsAsk = Inputs['plan']['targets']['list']
export type Targets = Outputs['plan']['targets']['list']
export type Target = Targets['items'][number]

export type ProposalsAsk = Inputs['plan']['proposals']
export type Proposal = Outputs['plan']['proposals']['items'][number]
export type Booked = Outputs['plan']['book']['items'][number]

export const readProposals = (ask: ProposalsAsk): Promise<Outputs['plan']['proposals']> => api.plan.proposals.query(ask)
export const bookVisits = (asked: Inputs['plan']['book']): Promise<Outputs['plan']['book']> => api.plan.book.mutate(asked)
export const allowVisits = (asked: Inputs['plan']['allow']): Promise<unknown> => api.plan.allow.mutate(asked)
export const readPlans = (): Promise<Outputs['plan']['list']> => api.plan.list.query()
export const savePlan = (plan: Inputs['plan']['save']): Promise<Plan> => api.plan.save.mutate(plan)
export const readPlanCoverage = (ask: CoverageAsk): Promise<PlanCoverage> => api.plan.coverage.query(ask)
export const readTargets = (ask: TargetsAsk, cursor: string | undefined): Promise<Targets> =>
  api.plan.targets.list.query({ ...ask, ...(cursor === undefined ? {} : { cursor }) })
export const saveTarget = (planId: string, id: string | undefined, form: DraftValues): Promise<unknown> =>
  api.plan.targets.save.mutate({ planId, form, ...(id === undefined ? {} : { id }) })
export const removeTarget = (planId: string, id: string): Promise<unknown> => api.plan.targets.remove.mutate({ planId, id })

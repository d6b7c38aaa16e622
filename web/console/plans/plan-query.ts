import { createMemo } from 'solid-js'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import { isoDateOfDay } from '../../../domain/calendar/local-date.ts'
import type { CoverageGroup } from '../../../domain/visit-plan.ts'
import { coverageGroups } from '../../../domain/visit-plan.ts'
import type { Plan } from './plans-source.ts'

/** How the coverage of a plan is looked at: by groups, or contact by contact. */
export const planParts = [...coverageGroups, 'contact'] as const
export type PlanPart = (typeof planParts)[number]

const nowhere = 'none'

type Raw = string | string[] | undefined
const one = (raw: Raw): string | undefined => (Array.isArray(raw) ? raw[0] : raw === '' ? undefined : raw)

/** The plan of the day, or else the latest. */
const usualPlan = (plans: readonly Plan[], today: number): Plan | undefined => {
  const day = isoDateOfDay(today)
  return plans.find(({ from, to }) => from <= day && day <= to) ?? plans[0]
}

/** What is shown lives in the address. `today` is a day number of the organization's clock. */
export function usePlanQuery(plans: () => readonly Plan[] | undefined, today: () => number) {
  const params = useParams()
  const [search, setSearch] = useSearchParams()
  const navigate = useNavigate()
  const plan = createMemo(() => {
    const all = plans() ?? []
    return params['id'] === undefined ? usualPlan(all, today()) : all.find(({ id }) => id === params['id'])
  })
  const part = (): PlanPart => planParts.find((known) => known === one(search['by'])) ?? 'contact'
  const filter = createMemo(() => {
    const [repId, org] = [one(search['rep']), one(search['org'])]
    return {
      ...(repId === undefined ? {} : { repId }),
      ...(org === undefined ? {} : { organizationId: org === nowhere ? null : org }),
      ...(search['short'] === '1' ? { short: true } : {}),
    }
  })
  return {
    plan,
    part,
    filter,
    open: (id: string): void => navigate(`/plans/${id}`),
    show: (next: PlanPart): void => setSearch({ by: next === 'contact' ? null : next }, { scroll: false }),
    /** One row of a group, contact by contact. */
    narrow: (by: CoverageGroup, id: string | null): void =>
      setSearch({ by: null, ...(by === 'rep' ? { rep: id } : { org: id ?? nowhere }) }, { scroll: false }),
    patch: (next: Readonly<Partial<Record<'rep' | 'org' | 'short', string | null>>>): void => setSearch({ ...next }, { scroll: false }),
  }
}
export type PlanState = ReturnType<typeof usePlanQuery>

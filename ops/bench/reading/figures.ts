import { dayMs, isoDateOfDay } from '../../../domain/calendar/local-date.ts'
import type { BenchContext, Scenario } from '../scenario.ts'
import { measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'
import { yearOfVisits } from './year-of-visits.ts'

const aimMs = 300

async function figureReadings(site: ReadingSite, now: Date): Promise<Reading[]> {
  const [rep] = await site.ask<{ id: string }>(`SELECT id FROM users WHERE email = 'rep7@bench.example'`)
  const [organization] = await site.ask<{ id: string }>(`SELECT id FROM contact_organizations WHERE name = 'Организация 7'`)
  const { read, coverage, visits } = site.manager.trpc.figures
  const today = Math.floor(now.getTime() / dayMs)
  const year = { from: isoDateOfDay(today - 364), to: isoDateOfDay(today) }
  const asks: readonly (readonly [string, Parameters<typeof read.query>[0]])[] = [
    ['by month', { ...year, by: 'month' }],
    ['by week', { ...year, by: 'week' }],
    ['by representative', { ...year, by: 'rep' }],
    ['by product', { ...year, by: 'product' }],
    ['by product over months', { ...year, by: 'product', over: 'month' }],
    ['by organization', { ...year, by: 'organization' }],
    ['by organization over months', { ...year, by: 'organization', over: 'month' }],
    ['of evidence A by organization', { ...year, by: 'organization', evidence: 'A' }],
    ['of evidence A by month', { ...year, by: 'month', evidence: 'A' }],
    ['of one product by representative', { ...year, by: 'rep', product: 'Продукт 3' }],
    ['of one representative by product', { ...year, by: 'product', repId: rep?.id }],
    ['of one product by organization', { ...year, by: 'organization', product: 'Продукт 3' }],
    ['of one organization by month', { ...year, by: 'month', organization: organization?.id }],
  ]
  return [
    ...asks.map(([what, ask]) => ({ what: `figures of a year ${what}`, aimMs, read: () => read.query(ask) })),
    { what: 'contacts covered in a year', aimMs, read: () => coverage.query(year) },
    { what: 'visits behind a figure of a year', aimMs, read: () => visits.query({ ...year, measure: 'noShow' }) },
  ]
}

async function run(context: BenchContext) {
  const site = await openReadingSite(context, yearOfVisits)
  try {
    return await measureWarm(await figureReadings(site, new Date()), site, context)
  } finally {
    await site.close()
  }
}

/** `figures` at half a million visits in the year that is asked for. */
export const figures: Scenario = { name: 'figures', about: 'figures of a year with 500,000 visits, by every group and filter', run }

import { dayMs, isoDateOfDay } from '../../../domain/calendar/local-date.ts'
import type { BenchContext, Scenario } from '../scenario.ts'
import { measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'
import { fillVisits } from './visit-rows.ts'

const aimMs = 300

async function figureReadings(site: ReadingSite, now: Date): Promise<Reading[]> {
  const [organization] = await site.ask<{ id: string }>(`SELECT id FROM organizations WHERE slug = 'demo'`)
  if (!organization) throw new Error('The demo made no organization')
  await fillVisits(site.database.url, organization.id, now)
  const [rep] = await site.ask<{ id: string }>(`SELECT md5('rep1')::uuid AS id`)
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
    ['of evidence A by month', { ...year, by: 'month', evidence: 'A' }],
    ['of one product by representative', { ...year, by: 'rep', product: 'Продукт 3' }],
    ['of one representative by product', { ...year, by: 'product', repId: rep?.id }],
    ['of one organization by month', { ...year, by: 'month', organization: 'Организация 7' }],
  ]
  return [
    ...asks.map(([what, ask]) => ({ what: `figures of a year ${what}`, aimMs, read: () => read.query(ask) })),
    { what: 'contacts covered in a year', aimMs, read: () => coverage.query(year) },
    { what: 'visits behind a figure of a year', aimMs, read: () => visits.query({ ...year, measure: 'noShow' }) },
  ]
}

async function run(context: BenchContext) {
  const site = await openReadingSite(context)
  try {
    return await measureWarm(await figureReadings(site, new Date()), context)
  } finally {
    await site.close()
  }
}

/** `figures` at half a million visits in the year that is asked for. */
export const figures: Scenario = { name: 'figures', about: 'figures of a year with 500,000 visits, by every group and filter', run }

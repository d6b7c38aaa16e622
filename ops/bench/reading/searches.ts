import type { BenchContext, Scenario } from '../scenario.ts'
import { measureCold, measureWarm } from './measure.ts'
import type { Reading } from './measure.ts'
import { millionProcesses } from './million-processes.ts'
import { openReadingSite } from './site.ts'
import type { ReadingSite } from './site.ts'

const kind = 'ticket'
/** From words that stand in most processes to such as stand in none. */
const words: readonly (readonly [string, string])[] = [
  ['a very common word', 'здравствуйте'],
  ['a common word', 'касса'],
  ['two common words', 'касса заказ'],
  ['a word of one topic', 'промокод'],
  ['the beginning of a common word', 'зак'],
  ['the beginning of a rarer word', 'промо'],
  ['a misspelt word', 'промакод'],
  ['a phrase', '"после обновления"'],
  ['without a word', 'касса -заказ'],
  ['no hit', 'синхрофазотрон'],
]

async function searchReadings(site: ReadingSite): Promise<Reading[]> {
  const { list } = site.support.trpc.process
  const some = await site.ask<{ number: string; place: string; email: string }>(
    `SELECT number, data ->> 'requesterEmail' AS email, substring(title FROM '№ (\\d+)') AS place FROM processes
     WHERE tenant_id = (SELECT id FROM organizations WHERE slug = 'demo') AND title LIKE '%№%' ORDER BY md5(id::text) LIMIT 300`,
  )
  const nth = (turn: number) => some[turn % some.length] ?? { number: '', place: '', email: '' }
  return [
    ...words.map(([what, text]): Reading => ({ what: `search, ${what}`, read: () => list.query({ kind, text }) })),
    { what: 'search, a rare word (number of a place)', read: (turn) => list.query({ kind, text: nth(turn).place }) },
    { what: 'search, a process’s number', read: (turn) => list.query({ kind, text: nth(turn).number }) },
    { what: 'search, the digits of a number', read: (turn) => list.query({ kind, text: String(1_000 + turn) }) },
    { what: 'search, an address', read: (turn) => list.query({ kind, text: nth(turn).email }) },
    { what: 'search, common word, open', read: () => list.query({ kind, text: 'касса', open: true }) },
    {
      what: 'search, common word, closed, by phone',
      read: () => list.query({ kind, text: 'касса', states: ['closed'], channel: 'phone' }),
    },
    { what: 'search, common word, mine, by due', read: () => list.query({ kind, text: 'касса', assignee: 'me', sort: 'due' }) },
    { what: 'palette, common word', read: () => list.query({ text: 'касса', limit: 8 }) },
    { what: 'palette, three letters', read: () => list.query({ text: 'чек', limit: 8 }) },
    { what: 'palette, rare word', read: (turn) => list.query({ text: nth(turn).place, limit: 8 }) },
  ]
}

async function run(context: BenchContext) {
  const site = await openReadingSite(context, millionProcesses)
  try {
    const readings = await searchReadings(site)
    const warm = await measureWarm(readings, site, context)
    return [...warm, ...(await measureCold(readings, site, context))]
  } finally {
    await site.close()
  }
}

/** Full-text search, in the list and in the palette. */
export const searches: Scenario = { name: 'search', about: 'full-text search at a million processes', run }

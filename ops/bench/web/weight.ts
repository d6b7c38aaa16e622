import { buildWeb, webDir } from '../../web-build.ts'
import type { BenchRow, Scenario } from '../scenario.ts'
import { weighedPages, weigh } from './page-weight.ts'

/** The bytes of scripts and styles each page's first load needs. */
export const webWeight: Scenario = {
  name: 'weight',
  about: 'scripts and styles of the first load of each page',
  async run() {
    await buildWeb()
    const rows: BenchRow[] = []
    for (const page of weighedPages) {
      const { rawKb, gzipKb, brotliKb } = await weigh(webDir, page)
      rows.push({
        what: page.page,
        unit: 'kB',
        numbers: { gzip: gzipKb, brotli: brotliKb, raw: rawKb },
        aim: { of: 'gzip', atMost: page.budgetKb },
      })
    }
    return rows
  },
}

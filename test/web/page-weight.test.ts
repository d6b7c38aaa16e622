import { rm } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { weigh, weighedPages } from '../../ops/bench/web/page-weight.ts'
import { builtWeb } from '../support/built-web.ts'

let webDir: string
beforeAll(async () => {
  webDir = await builtWeb()
})
afterAll(() => rm(webDir, { recursive: true, force: true }))

describe('the first load of a page stays within its budget', () => {
  for (const page of weighedPages)
    it(page.page, async () => {
      const { gzipKb } = await weigh(webDir, page)
      expect(gzipKb).toBeLessThanOrEqual(page.budgetKb)
      // A page of a few kilobytes would be one whose scripts were not found.
      expect(gzipKb).toBeGreaterThan(20)
    })
})

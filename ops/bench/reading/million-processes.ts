import type { Filling } from './kept-database.ts'
import { multiply } from './multiply.ts'

const processes = 1_000_000

/** Copies of what the demo made: nine tenths in the bigger organization, one in fifty of it open. */
export const millionProcesses: Filling = {
  name: 'processes',
  about: `${String(processes)} processes`,
  sources: ['million-processes.ts', 'multiply.ts', 'copies-sql.ts'],
  async fill(url, { big, small }, say) {
    const organizations = [
      { tenantId: big, templatesOf: big, copies: processes * 0.9, open: processes * 0.02 },
      { tenantId: small, templatesOf: small, copies: processes * 0.1, open: processes * 0.002 },
    ]
    await multiply(url, organizations, say)
  },
}

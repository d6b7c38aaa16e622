import type { Rebuilt } from './rebuild.ts'

const shown = 20

/** The counts in one line, for a person. */
export function countsOf({ looked, inStep, started, behind, rewound, ahead, failed }: Rebuilt): string {
  const counts: readonly (readonly [number, string])[] = [
    [started, 'started from the database'],
    [behind, 'behind the database, brought into step by the workers'],
    [rewound, 'taken back to what the database holds'],
    [ahead.length, 'ahead of the database, left alone'],
    [failed.length, 'failed'],
  ]
  const said = counts.filter(([count]) => count > 0).map(([count, what]) => `${String(count)} ${what}`)
  const rest = said.length === 0 ? 'nothing to do' : said.join(', ')
  return `${String(looked)} processes looked at, ${String(inStep)} in step: ${rest}`
}

function listed<T>(all: readonly T[], lineOf: (one: T) => string): string[] {
  const more = all.length > shown ? [`  and ${String(all.length - shown)} more`] : []
  return [...all.slice(0, shown).map((one) => `  ${lineOf(one)}`), ...more]
}

/** What a person has to see to, with ids and never content; nothing when all is well. */
export function troubleOf({ ahead, failed }: Rebuilt): string[] {
  const aheadLines =
    ahead.length === 0
      ? []
      : [
          'The engine knows more than the database of these: an older database was restored. They stand still.',
          ...listed(ahead, (one) => `${one.processId}: engine ${one.engine}; database ${one.database}`),
          'Restore a newer backup of the database; or run this with --engine-is-ahead to take them back to what the database holds.',
        ]
  const failedLines =
    failed.length === 0
      ? []
      : [
          'These could not be worked on; the next run tries again:',
          ...listed(failed, ({ processId, why }) => `${processId}: ${why.split('\n')[0] ?? ''}`),
        ]
  return [...aheadLines, ...failedLines]
}

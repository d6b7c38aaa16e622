import { guessMapping } from '../../domain/contact-import.ts'
import type { ImportColumn, ImportMapping } from '../../domain/contact-import.ts'
import { contactForm } from '../../domain/directory.ts'
import { dataCard } from '../../domain/display.ts'
import type { Lang } from '../../domain/label.ts'
import type { Ctx } from '../context.ts'
import { directoryKeeper } from '../directory/rights.ts'
import { readKnown } from './known.ts'
import { importedAt } from './past.ts'
import { planImport } from './plan.ts'
import type { PlannedRow } from './plan.ts'
import { readRows } from './read-rows.ts'
import type { RowProblem } from './read-rows.ts'
import { checkMapping, importKey, readSource } from './source.ts'

const shownRows = 20
const shownProblems = 100

export interface ImportPreview {
  readonly fileName: string
  readonly head: readonly string[]
  readonly mapping: ImportMapping
  /** The first of them. */
  readonly problems: readonly RowProblem[]
  readonly problemCount: number
  readonly counts: { readonly [kind in PlannedRow['kind'] | 'places']: number }
  /** The first rows that can be read, and what becomes of each. */
  readonly rows: readonly {
    readonly row: number
    readonly kind: PlannedRow['kind']
    readonly changes: readonly ImportColumn[]
    readonly name: string
    readonly about: string
  }[]
  /** When the same file was imported in the same way, so that importing it again does nothing. */
  readonly importedAt: string | null
}

/** What is known of a contact of a row, the terms of visits last. */
function aboutOf({ values, organization }: Pick<PlannedRow, 'values' | 'organization'>, lang: Lang): string {
  const reading = { lang, zone: 'UTC', nameOf: () => undefined }
  const terms = { onlyMode: contactForm.onlyMode, gapDays: contactForm.gapDays, visitHours: contactForm.visitHours }
  const { onlyMode = null, gapDays = null, visitHours = null } = values
  const agreed = dataCard(terms, { onlyMode, gapDays, visitHours }, reading)
  const told = agreed.map(({ label, display }) => `${label}: ${display}`)
  return [values.email, values.phone, values.position, organization, ...told].filter(Boolean).join(' · ')
}

export interface ImportInput {
  readonly fileId: string
  readonly mapping: ImportMapping
}

/**
 * Tells what a table of contacts would change, and everything that is wrong with it. Changes nothing. Without a mapping the
 * columns are guessed by the head.
 * @throws Problem Forbidden, NotFound, BadInput, TooLarge
 */
export async function previewImport({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly fileId: string; readonly mapping?: ImportMapping | undefined }
}): Promise<ImportPreview> {
  directoryKeeper(ctx)
  const source = await readSource(ctx, input.fileId)
  const mapping = input.mapping ?? guessMapping(source.table.head)
  checkMapping(source, mapping)
  const read = readRows(source.table, mapping, ctx.lang)
  const { plan, before } = await ctx.db.tenantRead(ctx.tenantId, async (tx) => ({
    plan: planImport(read.rows, await readKnown(tx, ctx, read.rows)),
    before: await importedAt(tx, ctx, importKey(source, mapping)),
  }))
  const problems = [...read.problems, ...plan.problems].toSorted((a, b) => a.row - b.row)
  const count = (kind: PlannedRow['kind']): number => plan.rows.filter((row) => row.kind === kind).length
  return {
    ...{ fileName: source.fileName, head: source.table.head, mapping },
    problems: problems.slice(0, shownProblems),
    problemCount: problems.length,
    counts: { new: count('new'), changed: count('changed'), same: count('same'), places: plan.newPlaces.length },
    rows: plan.rows.slice(0, shownRows).map(({ row, kind, changes, values, organization }) => ({
      ...{ row, kind, changes, name: values.name },
      about: aboutOf({ values, organization }, ctx.lang),
    })),
    importedAt: before?.toISOString() ?? null,
  }
}

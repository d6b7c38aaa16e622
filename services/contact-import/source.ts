import { createHash } from 'node:crypto'
import { importColumns } from '../../domain/contact-import.ts'
import type { ImportMapping } from '../../domain/contact-import.ts'
import type { Ctx } from '../context.ts'
import { findFile } from '../files/find-file.ts'
import { readFileBytes } from '../files/read-file.ts'
import { Problem, notFound } from '../problem.ts'
import { readTable, tableLimits } from '../spreadsheet/read-table.ts'
import type { TextTable } from '../spreadsheet/read-table.ts'

export interface ImportSource {
  readonly fileName: string
  readonly sha256: string
  readonly table: TextTable
}

/** The table in a file that its reader uploaded and has not sent anywhere. @throws Problem NotFound, BadInput, TooLarge */
export async function readSource(ctx: Ctx, fileId: string): Promise<ImportSource> {
  const file = await findFile({ ctx, input: { id: fileId } })
  if (file.processId !== null) throw notFound()
  if (file.sizeBytes > tableLimits.bytes)
    throw new Problem('TooLarge', {
      ru: 'Файл больше 5 МБ. Разделите его на части или оставьте в нём только нужные столбцы.',
      en: 'The file is larger than 5 MB. Split it into parts or keep only the columns needed.',
    })
  const content = await ctx.db.tenantRead(ctx.tenantId, (tx) => readFileBytes(tx, ctx.tenantId, fileId))
  return { fileName: file.name, sha256: file.sha256, table: await readTable(content) }
}

/** One name for the same file read in the same way. */
export const importKey = ({ sha256 }: ImportSource, mapping: ImportMapping): string =>
  createHash('sha256')
    .update(JSON.stringify([sha256, ...importColumns.map((column) => mapping[column])]))
    .digest('hex')

/** @throws Problem BadInput for a column that the table does not have or that is named twice, or without a name */
export function checkMapping({ table }: ImportSource, mapping: ImportMapping): void {
  const used = importColumns.flatMap((column) => mapping[column] ?? [])
  if (used.some((at) => at >= table.head.length) || new Set(used).size < used.length)
    throw new Problem('BadInput', {
      ru: 'Один столбец выбран дважды, или его нет в файле. Выберите столбцы заново.',
      en: 'A column is chosen twice, or the file has none such. Choose the columns again.',
    })
}

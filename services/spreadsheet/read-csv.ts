import { CsvError, parse } from 'csv-parse/sync'
import { Problem } from '../problem.ts'

const delimiters = [';', ',', '\t'] as const
const mostLines = 20_000

/** UTF-8, with a mark or without; what is none is what Excel in Russian writes. */
function textOf(content: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(content)
  } catch {
    return new TextDecoder('windows-1251').decode(content)
  }
}

/** The one that the head has most of. */
function delimiterOf(text: string): string {
  const head = (/^.*\S.*$/mu.exec(text)?.[0] ?? '').replaceAll(/"[^"]*"/g, '')
  const counted = delimiters.map((one) => ({ one, count: head.split(one).length }))
  return counted.toSorted((a, b) => b.count - a.count)[0]?.one ?? ';'
}

const broken = (cause: unknown, ru: string, en: string): Problem =>
  new Problem(
    'BadInput',
    {
      ru: `Файл не читается как таблица${ru}. Сохраните его в Excel как «CSV UTF-8» или XLSX и загрузите снова.`,
      en: `The file can’t be read as a table${en}. Save it in Excel as “CSV UTF-8” or XLSX and upload it again.`,
    },
    { cause },
  )

/** The lines of a CSV file, empty ones too. @throws Problem BadInput */
export function readCsv(content: Buffer): string[][] {
  if (content.includes(0)) throw broken(undefined, '', '')
  const text = textOf(content)
  try {
    return parse(text, { delimiter: delimiterOf(text), relax_column_count: true, relax_quotes: true, to: mostLines })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const line = 'lines' in error && typeof error.lines === 'number' ? error.lines : 1
    throw broken(error, ` (строка ${line}: кавычки не закрыты)`, ` (line ${line}: a quote is not closed)`)
  }
}

import { sql } from 'drizzle-orm'
import { isUniqueViolation } from '../../db/violation.ts'
import { writeAudits } from '../audit/write.ts'
import type { Change } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { placeKey, writePlace } from '../contacts/place.ts'
import type { KnownPlace } from '../contacts/place.ts'
import { directoryKeeper } from '../directory/rights.ts'
import { Problem } from '../problem.ts'
import { readKnown } from './known.ts'
import { importEntity, importedAt } from './past.ts'
import { planImport } from './plan.ts'
import type { ImportInput, ImportPreview } from './preview.ts'
import { readRows } from './read-rows.ts'
import { checkMapping, importKey, readSource } from './source.ts'
import { writeContact } from './write-contact.ts'

const notSound = (count: number): Problem =>
  new Problem(
    'BadInput',
    {
      ru: 'В файле есть ошибки, поэтому ничего не загружено. Исправьте их и загрузите файл снова.',
      en: 'The file has mistakes, so nothing was imported. Mend them and upload the file again.',
    },
    { details: { problemCount: count } },
  )
const movedOn = (): Problem =>
  new Problem('Conflict', {
    ru: 'Пока вы смотрели, кто-то изменил те же контакты, и ничего не загружено. Откройте файл снова.',
    en: 'Somebody changed the same contacts meanwhile, and nothing was imported. Open the file again.',
  })

export interface Imported {
  /** False when the same file was imported in the same way before: nothing was done then. */
  readonly done: boolean
  readonly counts: ImportPreview['counts']
}

/**
 * Takes all contacts of a table into the directory in one transaction, or none. The same file with the same mapping is taken once.
 * @throws Problem Forbidden, NotFound, BadInput when any row is wrong, TooLarge, Conflict
 */
export async function importContacts({ ctx, input }: { readonly ctx: Ctx; readonly input: ImportInput }): Promise<Imported> {
  directoryKeeper(ctx)
  const source = await readSource(ctx, input.fileId)
  checkMapping(source, input.mapping)
  const { rows, problems } = readRows(source.table, input.mapping, ctx.lang)
  if (problems.length > 0) throw notSound(problems.length)
  const key = importKey(source, input.mapping)
  try {
    return await ctx.db.tenant(ctx.tenantId, async (tx) => {
      // Two imports at once would each add the contacts that have only a phone.
      await tx.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${`contact import ${ctx.tenantId}`}, 0))`)
      if (await importedAt(tx, ctx, key)) return { done: false, counts: { new: 0, changed: 0, same: 0, places: 0 } }
      const plan = planImport(rows, await readKnown(tx, ctx, rows))
      if (plan.problems.length > 0) throw notSound(plan.problems.length)
      const counts = { new: 0, changed: 0, same: 0, places: plan.newPlaces.length }
      const changes: Change[] = []
      const places = new Map<string, KnownPlace>()
      for (const name of plan.newPlaces) {
        const { place, change } = await writePlace(tx, ctx, name)
        places.set(placeKey(name), place)
        changes.push(change)
      }
      for (const row of plan.rows) {
        counts[row.kind] += 1
        if (row.kind !== 'same') await writeContact(tx, ctx, row, row.place ?? places.get(placeKey(row.organization ?? '')), changes)
      }
      const after = { fileName: source.fileName, sha256: source.sha256, mapping: { ...input.mapping }, counts }
      changes.push({ action: 'contacts.import', entity: importEntity, entityId: key, before: null, after })
      await writeAudits(tx, ctx, changes)
      return { done: true, counts }
    })
  } catch (error) {
    throw isUniqueViolation(error) ? movedOn() : error
  }
}

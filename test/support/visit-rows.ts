import type { Database } from '../../db/client.ts'
import { newId } from '../../db/id.ts'
import { visits } from '../../db/schema/visit.ts'

type Row = typeof visits.$inferInsert

/** The row alone of a visit of half an hour; it takes its time unless `more` says otherwise. */
export const visitRow = (tenantId: string, rep: { readonly id: string }, startsAt: number, more: Partial<Row> = {}): Row => ({
  ...{ processId: newId(), tenantId, number: `В-${startsAt}-${rep.id}`, state: 'planned', repId: rep.id, mode: 'remote', holds: true },
  ...{ contactName: 'Анна', organizationName: 'Клиника', day: new Date(startsAt).toISOString().slice(0, 10) },
  ...{ startsAt: new Date(startsAt), endsAt: new Date(startsAt + 1_800_000), ...more },
})

/** A year of visits, 60 of each representative: their rows alone, as records leave them. */
export async function yearOfVisits(db: Database, tenantId: string, reps: readonly { readonly id: string }[], year: number): Promise<void> {
  const contacts = Array.from({ length: 7 }, () => newId())
  const rows = reps.flatMap((rep, of) =>
    Array.from({ length: 60 }, (_, at): Row => {
      const startsAt = new Date(Date.UTC(year, at % 12, 1 + (at % 27), 8 + of))
      const state = (['closed', 'review', 'reportDue', 'noShow', 'cancelled', 'planned'] as const)[at % 6] ?? 'planned'
      const reported = state === 'closed' || state === 'review'
      const shown = at % 3 === 0 ? ['Аквадент', 'Витамакс'] : at % 3 === 1 ? ['Витамакс'] : []
      return {
        ...{ processId: newId(), tenantId, number: `В-${year}-${of}${String(at).padStart(5, '0')}`, state, repId: rep.id },
        ...{ contactId: contacts[(at + of) % 7] ?? null, contactName: 'Анна', organizationName: `Клиника ${at % 4}` },
        ...{ mode: at % 2 === 0 ? 'remote' : 'inPerson', startsAt, endsAt: new Date(startsAt.getTime() + 1_800_000) },
        ...{ holds: false, day: startsAt.toISOString().slice(0, 10), evidence: reported ? (at % 4 === 0 ? 'A' : 'B') : null },
        ...{ onTime: reported ? at % 5 !== 0 : null, nextWanted: reported && at % 4 < 2, nextHeld: reported && at % 8 < 3 },
        ...{ rating: reported && at % 7 === 0 ? 5 : null, products: shown },
        reactions: shown.map((_product, place) => (reported ? ((at + place) % 5) - 2 : null)),
      }
    }),
  )
  await db.tenant(tenantId, (tx) => tx.insert(visits).values(rows))
}

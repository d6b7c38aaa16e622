import { and, eq } from 'drizzle-orm'
import type { DataLine } from '../../domain/display.ts'
import type { Tx } from '../../db/client.ts'
import { contacts } from '../../db/schema/person.ts'

/** The card of a visit, its contact told with the position or speciality that the directory knows of them now. */
export async function withPosition(
  tx: Tx,
  tenantId: string,
  contactId: string | null,
  card: readonly DataLine[],
): Promise<readonly DataLine[]> {
  if (contactId === null) return card
  const [known] = await tx
    .select({ position: contacts.position })
    .from(contacts)
    .where(and(eq(contacts.tenantId, tenantId), eq(contacts.id, contactId)))
  const position = known?.position ?? ''
  const isTold = (display: string): boolean => display.toLowerCase().includes(position.toLowerCase())
  return card.map((line) =>
    line.name !== 'contactName' || isTold(line.display) ? line : { ...line, display: `${line.display}, ${position}` },
  )
}

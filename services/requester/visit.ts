import { and, eq, isNull } from 'drizzle-orm'
import type { Database } from '../../db/client.ts'
import { contacts, links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { notFound } from '../problem.ts'
import { findLink } from '../system/link.ts'
import type { OpenedLink } from '../system/link.ts'

/** Somebody who came by a private link: sees and moves one process and nothing else. */
export interface Visit {
  readonly ctx: Ctx
  readonly linkId: string
  readonly processId: string
}

interface Door {
  readonly db: Database
  readonly now: Date
}

async function linkOf({ db, now }: Door, token: string): Promise<OpenedLink> {
  const link = await findLink(db, token, now)
  // A link of another party has a page of its own.
  if (link?.party !== 'requester') throw notFound()
  return link
}

/**
 * Opens a link by its token and notes the first opening.
 * @throws Problem NotFound, the same for a wrong, an old and a revoked token
 */
export async function openLink(door: Door, token: string): Promise<{ linkId: string }> {
  const { db, now } = door
  const link = await linkOf(door, token)
  await db.tenant(link.tenantId, (tx) =>
    tx
      .update(links)
      .set({ openedAt: now })
      .where(and(eq(links.tenantId, link.tenantId), eq(links.id, link.id), isNull(links.openedAt))),
  )
  return { linkId: link.id }
}

/**
 * The visit of a browser that has opened the link before. The token is looked up every time, so a revoked link ends at once.
 * @param came.requestId the caller's own, a UUID; undefined when nothing is changed
 * @throws Problem NotFound
 */
export async function visitBy(
  door: Door,
  came: { readonly linkId: string; readonly token: string; readonly requestId: string | undefined },
): Promise<Visit> {
  const { db, now } = door
  const link = await linkOf(door, came.token)
  if (link.id !== came.linkId) throw notFound()
  const { tenantId, processId } = link
  const [known] = await db.tenantRead(tenantId, (tx) =>
    tx
      .select({ data: processes.data, contactId: contacts.id })
      .from(processes)
      .leftJoin(contacts, and(eq(contacts.id, processes.contactId), eq(contacts.tenantId, tenantId), eq(contacts.email, link.recipient)))
      .where(and(eq(processes.tenantId, tenantId), eq(processes.id, processId))),
  )
  if (!known) throw notFound()
  return {
    linkId: link.id,
    processId,
    ctx: {
      db,
      tenantId,
      actor: { kind: 'link', id: known.contactId ?? link.id, name: link.name, party: 'requester' },
      lang: known.data['language'] === 'en' ? 'en' : 'ru',
      now,
      // Whoever has a link must not speak under a request id of the staff's or the mail's.
      requestId: `link:${came.requestId ?? link.id}`,
    },
  }
}

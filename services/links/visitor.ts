import { and, eq, isNull } from 'drizzle-orm'
import { langNamed } from '../../domain/label.ts'
import type { Database } from '../../db/client.ts'
import { contacts, links } from '../../db/schema/person.ts'
import { processes } from '../../db/schema/process.ts'
import type { Ctx } from '../context.ts'
import { Problem, notFound } from '../problem.ts'
import { findLink } from '../system/link.ts'
import type { OpenedLink } from '../system/link.ts'
import type { LinkParty } from './party.ts'

/** Somebody who came by a private link: sees and moves one process and nothing else. */
export interface Visitor {
  readonly ctx: Ctx
  readonly linkId: string
  readonly processId: string
}

/** Whose pages the link opens: a link of another party has a page of its own. */
export interface Door {
  readonly db: Database
  readonly now: Date
  readonly party: LinkParty
}

const replaced = (): Problem =>
  new Problem('NotFound', {
    ru: 'Эта ссылка больше не действует: встречу перенесли, отменили или прислали новую ссылку. Откройте ссылку из последнего письма или сообщения.',
    en: 'This link has ended: the meeting was moved or cancelled, or a new link was sent. Open the link in the latest letter or message.',
  })

/** A contact whose meeting was moved is told so, and nothing of it; to everybody else every link that opens nothing is the same. */
async function linkOf({ db, now, party }: Door, token: string): Promise<OpenedLink> {
  const link = await findLink(db, token, now)
  if (link?.party !== party) throw notFound()
  if (link.revokedAt !== null) throw party === 'contact' ? replaced() : notFound()
  return link
}

/**
 * Opens a link by its token and notes the first opening.
 * @throws Problem NotFound, the same for a wrong and an old token
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
 * Who sits at a browser that has opened the link before. The token is looked up every time, so a revoked link ends at once.
 * @param came.requestId the caller's own, a UUID; undefined when nothing is changed
 * @throws Problem NotFound
 */
export async function visitorBy(
  door: Door,
  came: { readonly linkId: string; readonly token: string; readonly requestId: string | undefined },
): Promise<Visitor> {
  const { db, now } = door
  const link = await linkOf(door, came.token)
  if (link.id !== came.linkId) throw notFound()
  const { tenantId, processId, party } = link
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
      actor: { kind: 'link', id: known.contactId ?? link.id, name: link.name, party },
      lang: langNamed(known.data['language']),
      now,
      // Whoever has a link must not speak under a request id of the staff's or the mail's.
      requestId: `link:${came.requestId ?? link.id}`,
    },
  }
}

import { and, eq, inArray } from 'drizzle-orm'
import type { LetterText } from '../../domain/letters/template.ts'
import type { Database } from '../../db/client.ts'
import { files } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import { issueLinks } from '../links/issue.ts'
import { linkPartyOf } from '../links/party.ts'
import type { LinkParty } from '../links/party.ts'
import type { LinkTokens } from '../links/token.ts'
import type { DeliveryRow } from './channel.ts'
import { textsById } from './own-texts.ts'

export interface WritingDeps {
  readonly db: Database
  readonly tokens: LinkTokens
  /** What links in letters begin with, without a slash at the end. */
  readonly publicUrl: string
}

export interface Surroundings {
  readonly organization: typeof organizations.$inferSelect
  /** The organization's own text that the message was written by; undefined for the product's. */
  readonly ownText: LetterText | undefined
  /** What every text may name: the process, the organization and the pages to go to. */
  readonly vars: Readonly<Record<string, unknown>>
  readonly attached: readonly (typeof files.$inferSelect)[]
}

/** Addresses of the pages a letter leads to. The token stands in the fragment, which servers and referrers never see. */
function pages(publicUrl: string, party: LinkParty, token: string, isRemote: boolean) {
  const page = `${publicUrl}/${party === 'contact' ? 'v' : 'r'}#${token}`
  return {
    pageUrl: page,
    reopenUrl: `${page}&reopen`,
    enterUrl: isRemote ? page : null,
    confirmUrl: `${page}&confirm`,
    refuseUrl: `${page}&refuse`,
    ratingUrls: [1, 2, 3, 4, 5].map((stars) => `${page}&rate=${stars}`),
  }
}

const isToStaff = (row: DeliveryRow): boolean => row.template.startsWith('staff.')

/**
 * What messages of one organization are written from, with the links that they carry, in one transaction.
 * @returns what surrounds a row; it throws for one that belongs to no process
 */
export async function surroundingsOf(
  { db, tokens, publicUrl }: WritingDeps,
  tenantId: string,
  rows: readonly DeliveryRow[],
  now: Date,
): Promise<(row: DeliveryRow) => Surroundings> {
  const fileIds = rows.flatMap((row) => row.fileIds)
  const processIds = [...new Set(rows.flatMap((row) => row.processId ?? []))]
  const { organization, known, links, attached, ownTexts } = await db.tenant(tenantId, async (tx) => {
    const [found] = await tx.select().from(organizations).where(eq(organizations.id, tenantId))
    const columns = { id: processes.id, number: processes.number, kind: processes.kind }
    const of = await tx.select(columns).from(processes).where(inArray(processes.id, processIds))
    const known = new Map(of.map(({ id, number, kind }) => [id, { number, party: linkPartyOf(kind) }]))
    const linked = rows.flatMap((row) => {
      const { processId, toAddress: recipient, toName } = row
      const party = processId === null || isToStaff(row) ? undefined : known.get(processId)?.party
      return processId === null || party === undefined ? [] : [{ row, link: { processId, party, recipient, name: toName || recipient } }]
    })
    const wanted = linked.map(({ link }) => link)
    const issued = await issueLinks(tx, tokens, tenantId, wanted, now)
    const sent =
      fileIds.length === 0
        ? []
        : await tx
            .select()
            .from(files)
            .where(and(eq(files.tenantId, tenantId), inArray(files.id, fileIds)))
    return {
      organization: found,
      known,
      links: new Map(linked.map(({ row }, index) => [row.id, issued[index]])),
      attached: sent,
      ownTexts: await textsById(
        tx,
        rows.flatMap((row) => row.textId ?? []),
      ),
    }
  })
  return (row) => {
    const [process, token] = [row.processId === null ? undefined : known.get(row.processId), links.get(row.id)]
    if (!organization || !process) throw new Error('The letter belongs to no process')
    const { number, party } = process
    return {
      organization,
      ownText: row.textId === null ? undefined : ownTexts.get(row.textId),
      vars: {
        // As they were when it was written; rows of before the texts of organizations name none of them.
        organization: organization.name,
        supportAddress: organization.supportAddress,
        zone: organization.calendar.zone,
        ...row.vars,
        ...(token === undefined
          ? { processUrl: `${publicUrl}/p/${encodeURIComponent(number)}` }
          : pages(publicUrl, party, token, row.vars['mode'] === 'remote')),
      },
      attached: attached.filter((file) => row.fileIds.includes(file.id) && file.processId === row.processId),
    }
  }
}

/** Each row with what is made of it, or with why that failed. */
export const eachOf = <M>(
  rows: readonly DeliveryRow[],
  make: (row: DeliveryRow) => M | Promise<M>,
): Promise<readonly { readonly row: DeliveryRow; readonly message: M | Error }[]> =>
  Promise.all(
    rows.map(async (row) => {
      try {
        return { row, message: await make(row) }
      } catch (error) {
        return { row, message: error instanceof Error ? error : new Error(String(error)) }
      }
    }),
  )

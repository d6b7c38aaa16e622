import { and, eq, inArray } from 'drizzle-orm'
import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { renderStoredLetter } from '../../domain/letters/letter-templates.ts'
import type { MailPort, OutgoingLetter } from '../../connectors/mail/port.ts'
import type { Database } from '../../db/client.ts'
import type { deliveries } from '../../db/schema/message.ts'
import { files } from '../../db/schema/message.ts'
import { organizations } from '../../db/schema/organization.ts'
import { processes } from '../../db/schema/process.ts'
import { streamFile } from '../files/read-file.ts'
import { issueLinks } from '../links/issue.ts'
import type { LinkTokens } from '../links/token.ts'

export interface DeliveryDeps {
  readonly db: Database
  readonly mail: MailPort
  readonly tokens: LinkTokens
  /** What links in letters begin with, without a slash at the end. */
  readonly publicUrl: string
}
export type DeliveryRow = typeof deliveries.$inferSelect
type Organization = typeof organizations.$inferSelect
type FileRow = typeof files.$inferSelect

/** A letter as it leaves, or why it can't be written: trouble like a server that is down, which a mended template ends. */
export interface Composed {
  readonly row: DeliveryRow
  readonly letter: OutgoingLetter | Error
}

/** Addresses of the pages a letter leads to. The token stands in the fragment, which servers and referrers never see. */
function pages(publicUrl: string, token: string) {
  const page = `${publicUrl}/r#${token}`
  return {
    pageUrl: page,
    reopenUrl: `${page}&reopen`,
    ratingUrls: [1, 2, 3, 4, 5].map((stars) => `${page}&rate=${stars}`),
  }
}

const isToStaff = (row: DeliveryRow): boolean => row.template.startsWith('staff.')

interface Around {
  readonly organization: Organization | undefined
  /** Of the process. */
  readonly number: string | undefined
  /** Of the receiver's private link; none for staff. */
  readonly token: string | undefined
  readonly attached: readonly FileRow[]
}

function write(deps: DeliveryDeps, row: DeliveryRow, { organization, number, token, attached }: Around): OutgoingLetter {
  if (!organization || number === undefined) throw new Error('The letter belongs to no process')
  const links = token === undefined ? { processUrl: `${deps.publicUrl}/p/${encodeURIComponent(number)}` } : pages(deps.publicUrl, token)
  const rendered = renderStoredLetter(row.template, row.lang, {
    ...row.vars,
    ...links,
    organization: organization.name,
    zone: organization.calendar.zone,
  })
  return {
    from: { name: organization.name, address: organization.supportAddress },
    to: { name: row.toName, address: row.toAddress },
    ...rendered,
    messageId: row.letterId,
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo, references: [row.inReplyTo] }),
    headers: letterMarks(row.template, organization.slug),
    attachments: attached.map((file) => ({
      filename: file.name,
      contentType: file.contentType,
      content: streamFile(deps.db, row.tenantId, file),
    })),
  }
}

/**
 * Writes letters of one organization, with the links that they carry, in one transaction.
 * @throws when the database fails, for all of them
 */
export async function composeLetters(
  deps: DeliveryDeps,
  tenantId: string,
  rows: readonly DeliveryRow[],
  now: Date,
): Promise<readonly Composed[]> {
  const outside = rows.filter((row) => !isToStaff(row))
  const fileIds = rows.flatMap((row) => row.fileIds)
  const processIds = [...new Set(rows.map((row) => row.processId))]
  const { organization, numbers, tokens, attached } = await deps.db.tenant(tenantId, async (tx) => {
    const [found] = await tx.select().from(organizations).where(eq(organizations.id, tenantId))
    const of = await tx.select({ id: processes.id, number: processes.number }).from(processes).where(inArray(processes.id, processIds))
    const wanted = outside.map((row) => ({ processId: row.processId, recipient: row.toAddress, name: row.toName || row.toAddress }))
    const issued = await issueLinks(tx, deps.tokens, tenantId, wanted, now)
    const sent =
      fileIds.length === 0
        ? []
        : await tx
            .select()
            .from(files)
            .where(and(eq(files.tenantId, tenantId), inArray(files.id, fileIds)))
    return {
      organization: found,
      numbers: new Map(of.map((one) => [one.id, one.number])),
      tokens: new Map(outside.map((row, index) => [row.id, issued[index]])),
      attached: sent,
    }
  })
  return rows.map((row) => {
    const own = attached.filter((file) => row.fileIds.includes(file.id) && file.processId === row.processId)
    try {
      return {
        row,
        letter: write(deps, row, { organization, number: numbers.get(row.processId), token: tokens.get(row.id), attached: own }),
      }
    } catch (error) {
      return { row, letter: error instanceof Error ? error : new Error(String(error)) }
    }
  })
}

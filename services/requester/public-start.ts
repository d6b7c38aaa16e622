import { v5 } from 'uuid'
import { langNamed } from '../../domain/label.ts'
import type { Actor } from '../../domain/actor.ts'
import { checkForm } from '../../domain/form.ts'
import { publicForm } from '../../domain/public-form.ts'
import type { EnginePort } from '../../connectors/engine/port.ts'
import type { Database } from '../../db/client.ts'
import type { Ctx } from '../context.ts'
import { contentTypeOf } from '../files/content-type.ts'
import type { IncomingFile } from '../files/incoming-file.ts'
import { cleanFileName } from '../files/upload.ts'
import { writeFile } from '../files/write-file.ts'
import { Problem, badForm, notFound } from '../problem.ts'
import { startProcess } from '../process/start.ts'
import { organizationBySlug } from '../system/organization.ts'
import type { RateLimits } from '../system/rate-limits.ts'

export interface PublicStart {
  readonly slug: string
  readonly form: unknown
  /** The field that only programs fill. */
  readonly trap: string
  readonly files: readonly { readonly name: string; readonly content: IncomingFile }[]
  /** The sender's network address. */
  readonly address: string
  /** The sender's own, a UUID. */
  readonly requestId: string
}
interface Door {
  readonly db: Database
  readonly engine: EnginePort
  readonly limits: Pick<RateLimits, 'formAddress' | 'formRecipient' | 'formOrganization'>
  readonly now: Date
}

const robot = (): Problem =>
  new Problem('BadInput', {
    ru: 'Форму заполнила программа: занято поле, которого люди не видят. Если это были вы, отключите автозаполнение или напишите нам письмом.',
    en: 'A program filled in the form: a field that people do not see is filled. If it was you, switch autofill off or write us a letter.',
  })

/** The same content under the same request id is the same file, so a second try adds none. */
const fileId = (requestId: string, index: number, content: IncomingFile): string => v5(`${index}:${content.sha256}`, requestId)

async function keepFiles(ctx: Ctx, requestId: string, files: PublicStart['files']): Promise<string[]> {
  const kept = await Promise.all(
    files.map(async ({ name, content }, index) => ({
      id: fileId(requestId, index, content),
      name: cleanFileName(name),
      content,
      contentType: await contentTypeOf(content),
    })),
  )
  const rest = { processId: null, messageId: null, inline: false, contentId: null, uploadedBy: ctx.actor.id, at: ctx.now }
  for (const file of kept) await ctx.db.tenant(ctx.tenantId, (tx) => writeFile(tx, { ...file, ...rest, tenantId: ctx.tenantId }))
  return kept.map((file) => file.id)
}

/**
 * Starts a ticket from an organization's public form and answers its number. Who sent it is proved by nothing, so the
 * link to the ticket goes by letter only.
 * @throws Problem NotFound, BadInput, TooMany, Conflict
 */
export async function publicStart({ db, engine, limits, now }: Door, input: PublicStart): Promise<{ number: string }> {
  const organization = await organizationBySlug(db, input.slug)
  if (!organization) throw notFound()
  if (input.trap !== '') throw robot()
  const checked = checkForm(publicForm, input.form)
  if (!checked.ok) throw badForm(checked.problems)
  const form = checked.value
  if (input.files.some((file) => file.content.sizeBytes === 0))
    throw new Problem('BadInput', { ru: 'Один из файлов пуст', en: 'One of the files is empty' })
  await limits.formAddress.take(input.address)
  await limits.formRecipient.take(form.requesterEmail)
  await limits.formOrganization.take(organization.id)
  const actor: Actor = { kind: 'link', id: `form:${input.requestId}`, name: form.requesterName ?? form.requesterEmail, party: 'requester' }
  const ctx: Ctx = {
    db,
    tenantId: organization.id,
    actor,
    lang: langNamed(form.language),
    now,
    requestId: `form:${input.requestId}`,
  }
  const files = await keepFiles(ctx, input.requestId, input.files)
  const { number } = await startProcess({
    ctx,
    engine,
    input: { kind: 'ticket', input: { ...form, priority: 'normal', channel: 'form', files } },
  })
  return { number }
}

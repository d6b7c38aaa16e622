import { definitionOf } from '../../domain/processes.ts'
import type { Tx } from '../../db/client.ts'
import { writeAudit } from '../audit/write.ts'
import type { Ctx } from '../context.ts'
import { publishProcess } from '../live/publish.ts'
import { writeMessage } from '../messages/write-deliveries.ts'
import { organizationRules } from '../organization/rules.ts'
import { forbidden } from '../problem.ts'
import { hooksOf } from '../process/kinds.ts'
import type { Moved } from '../process/on-move.ts'
import { readableRow } from '../process/row-of.ts'
import { snapshotOf } from '../process/snapshot-row.ts'
import type { ProcessRow } from '../process/snapshot-row.ts'
import { endLinks } from './end.ts'
import { mayReplaceLinks } from './party.ts'

/** Writes the letter that brings the next link, to whoever gets the letters of the process; null when nobody can be reached or told. */
async function sendNext(tx: Tx, ctx: Ctx, row: ProcessRow, generation: number): Promise<string | null> {
  const snapshot = snapshotOf(row)
  const letter = definitionOf(row.kind)?.links?.letter
  if (letter === undefined) return null
  const moved: Moved = {
    ...{ tx, tenantId: ctx.tenantId, processId: row.id, number: row.number, title: row.title, before: snapshot, after: snapshot },
    ...{ name: 'revokeLink', form: {}, reason: undefined, actor: ctx.actor, at: ctx.now, requestId: ctx.requestId },
    rules: await organizationRules(tx, ctx.tenantId),
    contactId: row.contactId,
  }
  const to = await hooksOf(row.kind).letterTo(moved, letter)
  // Two revocations may stand at one record: each has its own letter.
  const [way] = to ? writeMessage(moved, letter, to, String(generation)) : []
  return way?.address ?? null
}

export interface Revoked {
  readonly revoked: number
  /** Where a new link is sent by a letter of its own; null when none is. */
  readonly sentTo: string | null
}

/**
 * Ends the private links of a process, ended ones too: an open page answers 404 from its next request. The next letter
 * carries a new link; with `sendNew` that letter leaves at once. Again it changes nothing and answers 0.
 * @throws Problem NotFound, Forbidden
 */
export function revokeLinks({
  ctx,
  input,
}: {
  readonly ctx: Ctx
  readonly input: { readonly id: string; readonly sendNew?: boolean | undefined }
}): Promise<Revoked> {
  return ctx.db.tenant(ctx.tenantId, async (tx) => {
    const row = await readableRow(tx, ctx, input.id)
    if (!mayReplaceLinks(ctx.actor, row)) throw forbidden()
    const ended = await endLinks(tx, { tenantId: ctx.tenantId, processId: row.id }, ctx.now)
    if (ended.length === 0) return { revoked: 0, sentTo: null }
    const sentTo = input.sendNew === true ? await sendNext(tx, ctx, row, Math.max(...ended.map((link) => link.generation))) : null
    publishProcess(tx, row)
    writeAudit(tx, ctx, {
      action: 'link.revoke',
      entity: 'process',
      entityId: row.id,
      before: { links: ended },
      after: { sentTo },
    })
    return { revoked: ended.length, sentTo }
  })
}

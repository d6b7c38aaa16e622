import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { letterTemplates } from '../../domain/letters/letter-templates.ts'
import { isLetterName } from '../../domain/letters/names.ts'
import { renderLetter } from '../../domain/letters/render-letter.ts'
import type { MailPort, OutgoingLetter } from '../../connectors/mail/port.ts'
import { streamFile } from '../files/read-file.ts'
import { invitationOf } from '../ics/invitation.ts'
import type { Channel, DeliveryRow } from './channel.ts'
import { endedBy } from './letter-result.ts'
import { writable } from './own-texts.ts'
import { eachOf, surroundingsOf } from './surroundings.ts'
import type { Surroundings, WritingDeps } from './surroundings.ts'

/** Letters on the wire at once; the mail client wants as many connections. */
export const mailSlots = 12

export interface MailDeps extends WritingDeps {
  readonly mail: MailPort
}

function write(deps: WritingDeps, row: DeliveryRow, { organization, vars, attached, ownText }: Surroundings): OutgoingLetter {
  if (!isLetterName(row.template)) throw new Error(`No letter is called ${row.template}`)
  const calendar = invitationOf(row, organization)
  return {
    from: { name: organization.name, address: organization.supportAddress },
    to: { name: row.toName, address: row.toAddress },
    ...renderLetter(letterTemplates[row.template], row.lang, vars, writable(row.template, row.lang, ownText)),
    messageId: row.letterId,
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo, references: [row.inReplyTo] }),
    headers: letterMarks(row.template, organization.slug),
    attachments: attached.map((file) => ({
      filename: file.name,
      contentType: file.contentType,
      content: streamFile(deps.db, row.tenantId, file),
    })),
    ...(calendar === undefined ? {} : { calendar }),
  }
}

/** Letters, by the mail server. */
export const mailChannel = (deps: MailDeps): Channel<OutgoingLetter> => ({
  name: 'mail',
  slots: mailSlots,
  async compose(tenantId, rows, now) {
    const around = await surroundingsOf(deps, tenantId, rows, now)
    return eachOf(rows, (row) => write(deps, row, around(row)))
  },
  send: async (row, letter, now) => endedBy(row, await deps.mail.send(letter), now),
  // One letter that a server puts off says nothing of the next.
  isAway: () => false,
})

import type { MailPort, OutgoingLetter } from '../../connectors/mail/port.ts'
import { streamFile } from '../files/read-file.ts'
import { invitationOf } from '../ics/invitation.ts'
import { reportLetter } from '../reports/report-letter.ts'
import type { Channel, DeliveryRow } from './channel.ts'
import { endedBy, refusedBy } from './letter-result.ts'
import { eachOf, surroundingsOf } from './surroundings.ts'
import type { Surroundings, WritingDeps } from './surroundings.ts'
import { writtenLetter } from './written-letter.ts'
import type { MailMessage } from './written-letter.ts'

/** Letters on the wire at once; the mail client wants as many connections. */
export const mailSlots = 12

export interface MailDeps extends WritingDeps {
  readonly mail: MailPort
}

function write(deps: WritingDeps, row: DeliveryRow, around: Surroundings): OutgoingLetter {
  const calendar = invitationOf(row, around.organization)
  return {
    ...writtenLetter(row, around),
    ...(row.inReplyTo === null ? {} : { inReplyTo: row.inReplyTo, references: [row.inReplyTo] }),
    attachments: around.attached.map((file) => ({
      filename: file.name,
      contentType: file.contentType,
      content: streamFile(deps.db, row.tenantId, file),
    })),
    ...(calendar === undefined ? {} : { calendar }),
  }
}

/** Letters, by the mail server. */
export const mailChannel = (deps: MailDeps): Channel<MailMessage> => ({
  name: 'mail',
  slots: mailSlots,
  async compose(tenantId, rows, now) {
    const around = await surroundingsOf(deps, tenantId, rows, now)
    return eachOf<MailMessage>(rows, (row) => (row.reportId === null ? write(deps, row, around(row)) : reportLetter(deps, row, now)))
  },
  send: async (row, letter, now) =>
    'withheld' in letter ? refusedBy(row, letter.withheld, now) : endedBy(row, await deps.mail.send(letter), now),
  // One letter that a server puts off says nothing of the next.
  isAway: () => false,
})

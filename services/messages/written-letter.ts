import { letterMarks } from '../../domain/letters/letter-marks.ts'
import { letterTemplates } from '../../domain/letters/letter-templates.ts'
import { isLetterName } from '../../domain/letters/names.ts'
import { renderLetter } from '../../domain/letters/render-letter.ts'
import type { OutgoingLetter } from '../../connectors/mail/port.ts'
import type { DeliveryRow } from './channel.ts'
import { writable } from './own-texts.ts'
import type { Surroundings } from './surroundings.ts'

/** A letter to be sent, or why its receiver gets none after all. */
export type MailMessage = OutgoingLetter | { readonly withheld: string }

/** What every letter of a row has: from whom, to whom, what it says, and the marks of a machine's letter. @throws for no letter's row */
export function writtenLetter(
  row: DeliveryRow,
  { organization, vars, ownText }: Pick<Surroundings, 'organization' | 'vars' | 'ownText'>,
): OutgoingLetter {
  if (!isLetterName(row.template)) throw new Error(`No letter is called ${row.template}`)
  return {
    from: { name: organization.name, address: organization.supportAddress },
    to: { name: row.toName, address: row.toAddress },
    ...renderLetter(letterTemplates[row.template], row.lang, vars, writable(row.template, row.lang, ownText)),
    messageId: row.letterId,
    headers: letterMarks(row.template, organization.slug),
  }
}

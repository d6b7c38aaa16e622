import type { Report, ReportDraft } from './reports-source.ts'

/** A report as it is sent to be saved again, without whoever may not see figures any more: its form does not offer them. */
export const draftOf = ({ id, name, filter, by, period, format, rhythm, weekday, hour, receivers }: Report): ReportDraft => ({
  ...{ id, name, filter, by, period, format, rhythm, weekday, hour },
  receiverIds: receivers.flatMap((one) => (one.mayRead ? [one.id] : [])),
})

import { fillTimes, fillTimesField } from './fill-times.ts'
import { language } from './shared-fields.ts'
import {
  address,
  comment,
  contactEmail,
  contactId,
  contactName,
  contactOrganization,
  contactPhone,
  durationMinutes,
  flag,
  follows,
  goals,
  mode,
  optionalComment,
  optionalPlace,
  overBudget,
  photos,
  products,
  rating,
  repId,
  report,
  startsAt,
} from './visit-fields.ts'
import { otherTimeForm, wishData } from './visit-wish.ts'

/** What booking asks and the visit carries on: with whom, how, where and when. */
const booked = {
  contactName,
  contactOrganization,
  contactEmail,
  contactPhone,
  language,
  mode,
  address,
  startsAt,
  durationMinutes,
} as const

/** What a visit carries. */
export const visitData = {
  ...booked,
  endsAt: { type: 'instant', label: { ru: 'Конец', en: 'End' } },
  ...products,
  goals,
  overBudget,
  moves: { type: 'integer', label: { ru: 'Переносов', en: 'Times rescheduled' }, min: 0, max: 1_000, optional: true },
  startedBy: {
    type: 'choice',
    label: { ru: 'Начат', en: 'Started by' },
    options: [
      { value: 'rep', label: { ru: 'представителем', en: 'the representative' } },
      { value: 'contact', label: { ru: 'контактом по ссылке', en: 'the contact, by the link' } },
    ],
    optional: true,
  },
  place: optionalPlace,
  finishedItself: flag('Завершён по времени', 'Finished by time'),
  ...report,
  goalsReached: { ...report.goalsReached, optional: true },
  rating: { ...rating, optional: true },
  ratingComment: optionalComment('Отзыв контакта', 'Contact’s feedback'),
  ...wishData,
  acceptedItself: flag('Отчёт принят по времени', 'Report accepted by time-out'),
  follows,
} as const

/** What booking asks. */
export const visitStart = {
  repId,
  contactId,
  ...booked,
  overBudget,
  ...products,
  goals,
  follows,
} as const

/** What its actions ask. */
export const visitForms = {
  reschedule: {
    startsAt,
    durationMinutes: { ...durationMinutes, optional: true },
    comment: comment('Почему переносится', 'Why it is moved'),
  },
  otherTime: otherTimeForm,
  decline: { comment: optionalComment('Почему', 'Why') },
  checkIn: { place: optionalPlace },
  noShow: { nextAt: report.nextAt, comment: optionalComment('Что произошло', 'What happened') },
  report: { ...report, photos, [fillTimesField]: fillTimes },
  sendBack: { comment: comment('Что исправить', 'What to correct') },
  feedback: { rating, comment: optionalComment('Отзыв', 'Feedback') },
} as const

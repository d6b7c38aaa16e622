import type { AnyFormValues } from './form.ts'
import type { JsonObject } from './json.ts'
import { defineProcess } from './process.ts'
import type { ActionDef } from './process.ts'
import {
  address,
  comment,
  contactEmail,
  contactName,
  contactOrganization,
  contactPhone,
  durationMinutes,
  filled,
  flag,
  follows,
  goals,
  language,
  mode,
  optionalComment,
  optionalPlace,
  photos,
  products,
  rating,
  repId,
  report,
  startsAt,
  times,
} from './visit-fields.ts'

const isRemote = (data: JsonObject): boolean => data['mode'] === 'remote'
const planners = ['rep', 'analyst', 'trainer', 'manager'] as const

const reschedule = {
  label: { ru: 'Перенести', en: 'Reschedule' },
  done: { ru: 'Визит перенесён', en: 'Rescheduled' },
  to: 'planned',
  by: planners,
  form: 'reschedule',
  send: 'visit.moved',
  set: ({ data, form }) => ({
    ...times(form['startsAt'], form['durationMinutes'] ?? data['durationMinutes']),
    moves: Number(data['moves'] ?? 0) + 1,
  }),
} as const satisfies ActionDef<'planned', 'reschedule'>

const noShow = {
  label: { ru: 'Не состоялся: контакт не пришёл', en: 'No-show' },
  done: { ru: 'Отмечено, что контакт не пришёл', en: 'Marked as a no-show' },
  to: 'noShow',
  by: ['rep'],
  form: 'noShow',
  danger: true,
  send: 'visit.missed',
  opens: { policy: 'visit.noShow', since: 'startsAt' },
  set: ({ form }) => ({ nextAt: form['nextAt'] ?? null }),
} as const satisfies ActionDef<'noShow', 'noShow'>

const feedback = {
  label: { ru: 'Оставить отзыв', en: 'Give feedback' },
  done: { ru: 'Получен отзыв контакта', en: 'The contact gave feedback' },
  by: ['contact'],
  form: 'feedback',
  set: ({ form }) => ({ rating: form['rating'] ?? 5, ratingComment: form['comment'] ?? null }),
} as const satisfies Omit<ActionDef<string, 'feedback'>, 'to'>

const unheld = {
  ru: 'время визита прошло: отметьте, состоялся ли он',
  en: 'the time of the visit has passed: say whether it was held',
} as const

/** Visit of a representative to a contact, from booking to report (processes.md § 1; ORG § 1). */
export const visit = defineProcess({
  kind: 'visit',
  prefix: 'В',
  label: { ru: 'Визит', en: 'Visit' },
  pluralLabel: { ru: 'Визиты', en: 'Visits' },
  data: {
    contactName,
    contactOrganization,
    contactEmail,
    contactPhone,
    language,
    mode,
    address,
    startsAt,
    durationMinutes,
    endsAt: { type: 'instant', label: { ru: 'Конец', en: 'End' } },
    ...products,
    goals,
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
    acceptedItself: flag('Отчёт принят по времени', 'Report accepted by time-out'),
    follows,
  },
  start: {
    repId,
    contactName,
    contactOrganization,
    contactEmail,
    contactPhone,
    language,
    mode,
    address,
    startsAt,
    durationMinutes,
    ...products,
    goals,
    follows,
  },
  startBy: ['rep', 'analyst', 'trainer'],
  // Nobody’s console shows visits before there is a calendar to book them in and a page for the contact.
  readBy: [],
  forms: {
    reschedule: {
      startsAt,
      durationMinutes: { ...durationMinutes, optional: true },
      comment: comment('Почему переносится', 'Why it is moved'),
    },
    decline: { comment: optionalComment('Почему', 'Why') },
    checkIn: { place: optionalPlace },
    noShow: { nextAt: report.nextAt, comment: optionalComment('Что произошло', 'What happened') },
    report: { ...report, photos },
    sendBack: { comment: comment('Что исправить', 'What to correct') },
    feedback: { rating, comment: optionalComment('Отзыв', 'Feedback') },
  },
  initial: 'planned',
  deadlines: {
    report: {
      label: { ru: 'Отчёт', en: 'Report' },
      inSentence: { ru: 'срок отчёта', en: 'the report' },
      policy: 'visit.report',
      startsIn: ['reportDue'],
      metBy: ['report'],
    },
  },
  cancel: { to: 'cancelled', by: planners, send: 'visit.cancelled', from: ['planned', 'confirmed'] },
  assignee: 'rep',
  common: { assign: ['analyst', 'trainer', 'manager'], retry: planners, skip: ['analyst', 'trainer', 'manager'] },
  // ORG: analysts and trainers keep the records of remote visits, of every representative.
  only: { analyst: isRemote, trainer: isRemote },
  states: {
    planned: {
      label: { ru: 'Запланирован', en: 'Planned' },
      waitsFor: 'contact',
      main: true,
      onEnter: { send: 'visit.invitation' },
      actions: {
        confirm: {
          label: { ru: 'Подтвердить', en: 'Confirm' },
          done: { ru: 'Визит подтверждён', en: 'Confirmed' },
          to: 'confirmed',
          by: ['contact', 'rep', 'analyst', 'trainer'],
        },
        decline: {
          label: { ru: 'Отказаться', en: 'Decline' },
          done: { ru: 'Контакт отказался', en: 'The contact declined' },
          to: 'cancelled',
          by: ['contact'],
          form: 'decline',
          danger: true,
        },
        reschedule,
      },
      after: [
        {
          policy: 'visit.remindDay',
          before: 'startsAt',
          remind: 'rep',
          say: { ru: 'контакт ещё не подтвердил визит', en: 'the contact has not confirmed the visit yet' },
        },
        { policy: 'visit.overdue', since: 'endsAt', remind: 'rep', say: unheld },
      ],
    },
    confirmed: {
      label: { ru: 'Подтверждён', en: 'Confirmed' },
      waitsFor: 'rep',
      main: true,
      actions: {
        start: {
          label: { ru: 'Начать', en: 'Start' },
          done: { ru: 'Представитель начал визит', en: 'Started by the representative' },
          to: 'inProgress',
          by: ['rep'],
          form: 'checkIn',
          opens: { policy: 'visit.checkIn', before: 'startsAt' },
          set: ({ form }) => ({ startedBy: 'rep', ...filled(form, ['place']) }),
        },
        join: {
          label: { ru: 'Войти', en: 'Join' },
          done: { ru: 'Контакт вошёл по ссылке', en: 'The contact joined by the link' },
          to: 'inProgress',
          by: ['contact'],
          when: isRemote,
          opens: { policy: 'visit.linkOpens', before: 'startsAt' },
          set: () => ({ startedBy: 'contact' }),
        },
        noShow,
        reschedule,
      },
      after: [
        { policy: 'visit.remindDay', before: 'startsAt', remind: 'contact', send: 'visit.reminder' },
        { policy: 'visit.remindHour', before: 'startsAt', remind: 'contact', send: 'visit.reminder' },
        {
          policy: 'visit.remindHour',
          before: 'startsAt',
          remind: 'rep',
          say: { ru: 'визит скоро начнётся', en: 'the visit begins soon' },
        },
        { policy: 'visit.overdue', since: 'endsAt', remind: 'rep', say: unheld },
      ],
    },
    inProgress: {
      label: { ru: 'Идёт', en: 'In progress' },
      waitsFor: 'rep',
      main: true,
      actions: {
        finish: {
          label: { ru: 'Завершить', en: 'Finish' },
          done: { ru: 'Визит завершён', en: 'Finished' },
          to: 'reportDue',
          by: ['rep'],
          send: 'visit.thanks',
        },
        noShow,
      },
      after: [
        {
          policy: 'visit.overdue',
          since: 'endsAt',
          to: 'reportDue',
          reason: { ru: 'время визита прошло', en: 'the time of the visit has passed' },
          send: 'visit.thanks',
          set: { finishedItself: true },
        },
      ],
    },
    reportDue: {
      label: { ru: 'Ждёт отчёта', en: 'Report due' },
      waitsFor: 'rep',
      main: true,
      actions: {
        report: {
          label: { ru: 'Сдать отчёт', en: 'Submit the report' },
          done: { ru: 'Отчёт сдан', en: 'Report submitted' },
          to: 'review',
          by: ['rep'],
          form: 'report',
          // What was filled in before and is empty now is gone.
          set: ({ form }) => Object.fromEntries(Object.keys(report).map((name) => [name, form[name] ?? null])),
        },
        feedback: { ...feedback, to: 'reportDue' },
      },
    },
    review: {
      label: { ru: 'На проверке', en: 'Review' },
      waitsFor: 'manager',
      main: true,
      actions: {
        accept: {
          label: { ru: 'Принять отчёт', en: 'Accept the report' },
          done: { ru: 'Отчёт принят', en: 'Report accepted' },
          to: 'closed',
          by: ['manager'],
        },
        sendBack: {
          label: { ru: 'Вернуть отчёт', en: 'Return the report' },
          done: { ru: 'Отчёт возвращён', en: 'Report returned' },
          to: 'reportDue',
          by: ['manager'],
          form: 'sendBack',
        },
        feedback: { ...feedback, to: 'review' },
      },
      after: [
        {
          policy: 'visit.autoAccept',
          to: 'closed',
          reason: { ru: 'отчёт не проверяли, он принят по времени', en: 'nobody reviewed the report, accepted by time-out' },
          set: { acceptedItself: true },
        },
      ],
    },
    closed: { label: { ru: 'Закрыт', en: 'Closed' }, final: true, main: true },
    cancelled: { label: { ru: 'Отменён', en: 'Cancelled' }, final: true },
    noShow: { label: { ru: 'Не состоялся', en: 'No-show' }, final: true },
  },
  begin: (form) => ({
    contactName: form['contactName'] ?? '',
    contactOrganization: form['contactOrganization'] ?? '',
    language: form['language'] ?? 'ru',
    mode: form['mode'] ?? 'remote',
    ...times(form['startsAt'], form['durationMinutes']),
    goals: form['goals'] ?? '',
    ...filled(form, ['contactEmail', 'contactPhone', 'address', ...Object.keys(products), 'follows']),
  }),
  contact: (form) => ({
    email: typeof form['contactEmail'] === 'string' ? form['contactEmail'] : '',
    name: String(form['contactName'] ?? ''),
    lang: form['language'] === 'en' ? 'en' : 'ru',
  }),
  assigns: (form) => (typeof form['repId'] === 'string' ? form['repId'] : null),
  title: (data) => `${String(data['contactName'])}, ${String(data['contactOrganization'])}`,
})

const bookedAgain = ['contactName', 'contactOrganization', 'contactEmail', 'contactPhone', 'language', 'mode', 'address'] as const

/** The booking of the visit that a no-show or a report asks for at `nextAt`; undefined when neither does. */
export function nextVisit(
  { data, assigneeId }: { readonly data: JsonObject; readonly assigneeId: string | null },
  number: string,
): AnyFormValues | undefined {
  const { nextAt, nextStep, goals: goalsNow } = data
  if (typeof nextAt !== 'string' || assigneeId === null) return undefined
  const asked = [...bookedAgain, 'durationMinutes', ...Object.keys(products)]
  const kept = asked.flatMap((name) => {
    const value = data[name]
    return typeof value === 'string' || typeof value === 'number' ? [[name, value] as const] : []
  })
  return { ...Object.fromEntries(kept), repId: assigneeId, startsAt: nextAt, goals: String(nextStep ?? goalsNow), follows: number }
}

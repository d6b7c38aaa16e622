import { langNamed } from './label.ts'
import { defineProcess } from './process.ts'
import { reportAsks } from './report-template.ts'
import { confirm, feedback, isRemote, keepTime, noShow, planners, remote, reschedule } from './visit-actions.ts'
import { filled, products, report, reportSuggested, times } from './visit-fields.ts'
import { visitData, visitForms, visitStart } from './visit-forms.ts'
import { askOtherTime, asksOtherTime, wishHeard, wishMark } from './visit-wish.ts'

const unheld = {
  ru: 'время визита прошло: отметьте, состоялся ли он',
  en: 'the time of the visit has passed: say whether it was held',
} as const

const visitTimes = ['startsAt', 'endsAt'] as const

/** Visit of a representative to a contact, from booking to report (processes.md § 1; ORG § 1). */
export const visit = defineProcess({
  kind: 'visit',
  prefix: 'В',
  label: { ru: 'Визит', en: 'Visit' },
  pluralLabel: { ru: 'Визиты', en: 'Visits' },
  newLabel: { ru: 'Новый визит', en: 'New visit' },
  data: visitData,
  start: visitStart,
  startBy: ['rep', 'analyst', 'trainer'],
  readBy: ['admin', 'orgadmin', 'manager', 'rep', 'analyst', 'trainer', 'auditor'],
  comesFrom: {
    ru: 'Визит появится, когда его запланируете вы, аналитик или тренер, или когда отчёт назовёт дату следующего.',
    en: 'A visit appears when you, an analyst or a trainer plan it, or when a report names the date of the next one.',
  },
  startBrings: {
    ru: 'Контакту сразу уйдёт приглашение, если указаны почта или телефон.',
    en: 'An invitation is sent to the contact at once if an e-mail address or a phone is given.',
  },
  columns: ['number', 'contactName', 'contactOrganization', 'who', 'startsAt', 'mode', 'state', 'due'],
  filters: ['mode'],
  moment: 'startsAt',
  marks: { wish: wishMark },
  cards: {
    plan: {
      label: { ru: 'План', en: 'Plan' },
      fields: ['startsAt', 'endsAt', 'mode', 'address', ...Object.keys(products), 'goals', 'overBudget', 'follows'],
    },
    report: { label: { ru: 'Отчёт', en: 'Report' }, fields: Object.keys(report) },
    contact: {
      label: { ru: 'Контакт', en: 'Contact' },
      fields: [
        'contactName',
        'contactOrganization',
        'contactPhone',
        'contactEmail',
        'language',
        'wish',
        'wishedAt',
        'rating',
        'ratingComment',
      ],
    },
  },
  forms: visitForms,
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
  links: { party: 'contact', replacedBy: planners, letter: 'visit.newLink' },
  holds: {
    'visit.invitation': { in: ['planned', 'confirmed'], unchanged: visitTimes },
    'visit.moved': { in: ['planned', 'confirmed'], unchanged: visitTimes },
    'visit.reminder': { in: ['confirmed'], unchanged: visitTimes, until: 'startsAt' },
    'visit.newLink': { in: ['planned', 'confirmed', 'inProgress', 'reportDue', 'review', 'closed'], unchanged: visitTimes },
  },
  assignee: 'rep',
  common: { assign: ['analyst', 'trainer', 'manager'], retry: planners, skip: ['analyst', 'trainer', 'manager'] },
  // ORG: analysts and trainers keep the records of remote visits, of every representative, and follow how those go.
  only: { analyst: remote, trainer: remote },
  states: {
    planned: {
      label: { ru: 'Запланирован', en: 'Planned' },
      waitsFor: 'contact',
      neededBy: 'startsAt',
      main: true,
      onEnter: { send: 'visit.invitation' },
      actions: {
        confirm,
        decline: {
          label: { ru: 'Отказаться', en: 'Decline' },
          done: { ru: 'Контакт отказался', en: 'The contact declined' },
          to: 'cancelled',
          by: ['contact'],
          form: 'decline',
          danger: true,
        },
        reschedule,
        askOtherTime: { ...askOtherTime, to: 'planned' },
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
      neededBy: 'startsAt',
      main: true,
      actions: {
        start: {
          label: { ru: 'Начать', en: 'Start' },
          done: { ru: 'Представитель начал визит', en: 'Started by the representative' },
          to: 'inProgress',
          by: ['rep'],
          form: 'checkIn',
          opens: { policy: 'visit.checkIn', before: 'startsAt' },
          set: ({ form }) => ({ startedBy: 'rep', ...filled(form, ['place']), ...wishHeard }),
        },
        join: {
          label: { ru: 'Войти', en: 'Join' },
          done: { ru: 'Контакт вошёл по ссылке', en: 'The contact joined by the link' },
          to: 'inProgress',
          by: ['contact'],
          when: isRemote,
          opens: { policy: 'visit.linkOpens', before: 'startsAt' },
          set: () => ({ startedBy: 'contact', ...wishHeard }),
        },
        noShow,
        reschedule,
        confirm: keepTime,
        askOtherTime: { ...askOtherTime, to: 'confirmed' },
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
      neededBy: 'endsAt',
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
          asks: reportAsks,
          suggest: reportSuggested,
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
      compares: ['plan', 'report'],
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
    // A remote visit is nowhere.
    ...(form['mode'] === 'inPerson' ? filled(form, ['address']) : {}),
    ...filled(form, ['contactEmail', 'contactPhone', ...Object.keys(products), 'overBudget', 'follows']),
  }),
  contact: (form) => ({
    email: typeof form['contactEmail'] === 'string' ? form['contactEmail'] : '',
    name: String(form['contactName'] ?? ''),
    phone: typeof form['contactPhone'] === 'string' ? form['contactPhone'] : '',
    lang: langNamed(form['language']),
    organization: String(form['contactOrganization'] ?? ''),
  }),
  // Whoever is asked for another time has to answer.
  queue: (party, data) => (party === 'contact' && asksOtherTime(data) ? 'rep' : party),
  assigns: (form) => (typeof form['repId'] === 'string' ? form['repId'] : null),
  title: (data) => `${String(data['contactName'])}, ${String(data['contactOrganization'])}`,
})

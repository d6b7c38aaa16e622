import { priority } from './priority.ts'
import { defineProcess } from './process.ts'
import type { Party } from './roles.ts'

const requestType = {
  type: 'choice',
  label: { ru: 'Вид обращения', en: 'Request type' },
  options: [
    { value: 'incident', label: { ru: 'Инцидент', en: 'Incident' } },
    { value: 'problem', label: { ru: 'Проблема', en: 'Problem' } },
    { value: 'serviceRequest', label: { ru: 'Запрос на обслуживание', en: 'Service request' } },
    { value: 'developmentRequest', label: { ru: 'Запрос на развитие', en: 'Development request' } },
  ],
} as const
const channel = {
  type: 'choice',
  label: { ru: 'Откуда', en: 'Channel' },
  options: [
    { value: 'mail', label: { ru: 'Почта', en: 'E-mail' } },
    { value: 'console', label: { ru: 'Консоль', en: 'Console' } },
    { value: 'form', label: { ru: 'Форма на сайте', en: 'Public form' } },
    { value: 'phone', label: { ru: 'Телефон', en: 'Phone' } },
  ],
} as const
const line = {
  type: 'choice',
  label: { ru: 'Линия', en: 'Line' },
  options: [
    { value: 'support1', label: { ru: 'Линия 1', en: 'Line 1' } },
    { value: 'support2', label: { ru: 'Линия 2', en: 'Line 2' } },
    { value: 'support3', label: { ru: 'Линия 3', en: 'Line 3' } },
  ],
} as const
const language = {
  type: 'choice',
  label: { ru: 'Язык переписки', en: 'Language' },
  options: [
    { value: 'ru', label: { ru: 'Русский', en: 'Russian' } },
    { value: 'en', label: { ru: 'Английский', en: 'English' } },
  ],
} as const
const subject = { type: 'text', label: { ru: 'Тема', en: 'Subject' }, max: 200 } as const
const description = { type: 'text', label: { ru: 'Описание', en: 'Description' }, max: 20_000, multiline: true } as const
const requesterEmail = { type: 'email', label: { ru: 'Почта заявителя', en: 'Requester’s e-mail' } } as const
const requesterName = { type: 'text', label: { ru: 'Имя заявителя', en: 'Requester’s name' }, max: 120, optional: true } as const
const files = { type: 'files', label: { ru: 'Файлы', en: 'Files' }, maxCount: 20, optional: true } as const

const follows = { type: 'reference', label: { ru: 'Продолжает обращение', en: 'Continues ticket' }, optional: true } as const

const comment = (ru: string, en: string) => ({ type: 'text', label: { ru, en }, max: 20_000, multiline: true }) as const
const optionalComment = (ru: string, en: string) => ({ ...comment(ru, en), optional: true }) as const
const rating = { type: 'integer', label: { ru: 'Оценка', en: 'Rating' }, min: 1, max: 5 } as const

const lineOf: { readonly [value: string]: Party } = { support1: 'support1', support2: 'support2', support3: 'support3' }

/** Support ticket, from incident to «Обработано» (processes.md § 2; BIZ § 4, BON, ZHS, LKZ, ORG § 4.4). */
export const ticket = defineProcess({
  kind: 'ticket',
  prefix: 'О',
  label: { ru: 'Обращение', en: 'Ticket' },
  pluralLabel: { ru: 'Обращения', en: 'Tickets' },
  data: {
    subject,
    description,
    requestType,
    priority,
    line,
    channel,
    language,
    requesterEmail,
    requesterName,
    solution: optionalComment('Решение', 'Solution'),
    rating: { ...rating, optional: true },
    ratingComment: optionalComment('Отзыв', 'Feedback'),
    reopenAsked: { type: 'flag', label: { ru: 'Заявитель написал после решения', en: 'Written to after the solution' }, optional: true },
    rejectedAs: { type: 'text', label: { ru: 'Отклонено как', en: 'Rejected as' }, max: 40, optional: true },
    duplicateOf: { type: 'reference', label: { ru: 'Повтор обращения', en: 'Duplicate of' }, optional: true },
    follows,
  },
  start: { subject, description, requestType, priority, channel, language, requesterEmail, requesterName, files, follows },
  startBy: ['support', 'manager', 'requester'],
  readBy: ['admin', 'orgadmin', 'manager', 'support1', 'support2', 'support3', 'pm', 'designer', 'developer', 'tester', 'auditor'],
  forms: {
    route: { line, comment: optionalComment('Пояснение', 'Note') },
    reject: {
      why: {
        type: 'choice',
        label: { ru: 'Причина', en: 'Reason' },
        options: [
          { value: 'spam', label: { ru: 'Спам', en: 'Spam' } },
          { value: 'duplicate', label: { ru: 'Повтор', en: 'Duplicate' } },
          { value: 'other', label: { ru: 'Другое', en: 'Other' } },
        ],
      },
      duplicateOf: { type: 'reference', label: { ru: 'Номер первого обращения', en: 'Number of the first ticket' }, optional: true },
      comment: optionalComment('Что ответить заявителю', 'Answer to the requester'),
    },
    ask: { comment: comment('Вопрос заявителю', 'Question to the requester'), files },
    escalate: { line, comment: comment('Что уже сделано и что нужно', 'What is done and what is needed') },
    solve: { comment: comment('Решение', 'Solution'), files },
    answer: { comment: comment('Ответ', 'Answer'), files },
    reopen: { comment: comment('Что осталось нерешённым', 'What is still unsolved'), files },
    rate: { rating, comment: optionalComment('Отзыв', 'Feedback') },
  },
  initial: 'registered',
  deadlines: {
    firstAnswer: {
      label: { ru: 'Первый ответ', en: 'First answer' },
      inSentence: { ru: 'срок первого ответа', en: 'the first answer' },
      policy: 'sla.firstAnswer',
      variant: 'requestType',
      metBy: ['ask', 'solve', 'reject', 'cancel'],
    },
    solution: {
      label: { ru: 'Решение', en: 'Solution' },
      inSentence: { ru: 'срок решения', en: 'the solution' },
      policy: 'sla.solution',
      variant: 'requestType',
      metBy: ['solve', 'reject', 'cancel'],
    },
    secondSolution: {
      label: { ru: 'Повторное решение', en: 'Second solution' },
      inSentence: { ru: 'срок повторного решения', en: 'the second solution' },
      policy: 'sla.solution',
      variant: 'requestType',
      startsBy: ['reopen'],
      metBy: ['solve', 'reject', 'cancel'],
    },
  },
  cancel: { to: 'rejected', by: ['support', 'manager'], send: 'ticket.rejected' },
  states: {
    registered: {
      label: { ru: 'Зарегистрировано', en: 'Registered' },
      waitsFor: 'support',
      main: true,
      onEnter: { send: 'ticket.ack' },
      actions: {
        take: {
          label: { ru: 'Взять в работу', en: 'Take' },
          done: { ru: 'Взято в работу', en: 'Taken' },
          to: 'inProgress',
          by: ['support'],
          assigns: 'actor',
        },
        route: {
          label: { ru: 'Передать на линию', en: 'Route to a line' },
          done: { ru: 'Передано на линию', en: 'Routed to the line' },
          to: 'registered',
          by: ['support', 'manager'],
          form: 'route',
          assigns: 'nobody',
          set: ({ form }) => ({ line: form['line'] ?? 'support1' }),
        },
        reject: {
          label: { ru: 'Отклонить', en: 'Reject' },
          done: { ru: 'Отклонено', en: 'Rejected' },
          to: 'rejected',
          by: ['support'],
          form: 'reject',
          danger: true,
          send: 'ticket.rejected',
          set: ({ form }) => ({
            rejectedAs: form['why'] ?? 'other',
            ...(form['duplicateOf'] === undefined ? {} : { duplicateOf: form['duplicateOf'] }),
          }),
        },
      },
    },
    inProgress: {
      label: { ru: 'В работе', en: 'In progress' },
      waitsFor: 'support',
      main: true,
      actions: {
        solve: {
          label: { ru: 'Решить', en: 'Solve' },
          done: { ru: 'Решение отправлено', en: 'Solution sent' },
          to: 'processed',
          by: ['support'],
          form: 'solve',
          send: 'ticket.solution',
          set: ({ form }) => ({ solution: form['comment'] ?? '', reopenAsked: false }),
        },
        ask: {
          label: { ru: 'Спросить заявителя', en: 'Ask the requester' },
          done: { ru: 'Вопрос задан', en: 'Question asked' },
          to: 'clarification',
          by: ['support'],
          form: 'ask',
          send: 'ticket.question',
        },
        escalate: {
          label: { ru: 'Передать на другую линию', en: 'Escalate' },
          done: { ru: 'Передано на другую линию', en: 'Escalated to another line' },
          to: 'registered',
          by: ['support'],
          form: 'escalate',
          assigns: 'nobody',
          set: ({ form }) => ({ line: form['line'] ?? 'support2' }),
        },
      },
    },
    clarification: {
      label: { ru: 'Уточнение', en: 'Clarification' },
      waitsFor: 'requester',
      clock: 'paused',
      actions: {
        answer: {
          label: { ru: 'Записать ответ', en: 'Record the answer' },
          done: { ru: 'Ответ получен', en: 'Answer received' },
          to: 'inProgress',
          by: ['requester', 'support'],
          form: 'answer',
        },
      },
      after: [
        { policy: 'ticket.remindRequester', remind: 'requester', send: 'ticket.reminder' },
        {
          policy: 'ticket.noAnswer',
          to: 'processed',
          reason: { ru: 'нет ответа заявителя', en: 'no answer from the requester' },
          send: 'ticket.closedNoAnswer',
          set: { reopenAsked: false },
        },
      ],
    },
    processed: {
      label: { ru: 'Обработано', en: 'Processed' },
      waitsFor: 'requester',
      clock: 'paused',
      main: true,
      actions: {
        reopen: {
          label: { ru: 'Открыть снова', en: 'Reopen' },
          done: { ru: 'Открыто снова', en: 'Reopened' },
          to: 'inProgress',
          by: ['requester', 'support'],
          form: 'reopen',
          send: 'ticket.reopened',
          set: () => ({ reopenAsked: false }),
        },
        keep: {
          label: { ru: 'Оставить обработанным', en: 'Keep processed' },
          done: { ru: 'Оставлено обработанным', en: 'Kept processed' },
          to: 'processed',
          by: ['support'],
          when: (data) => data['reopenAsked'] === true,
          set: () => ({ reopenAsked: false }),
        },
        rate: {
          label: { ru: 'Оценить', en: 'Rate' },
          done: { ru: 'Оценка получена', en: 'Rated' },
          to: 'processed',
          by: ['requester'],
          form: 'rate',
          set: ({ form }) => ({
            rating: form['rating'] ?? 5,
            ...(form['comment'] === undefined ? {} : { ratingComment: form['comment'] }),
          }),
        },
        write: {
          label: { ru: 'Написать', en: 'Write' },
          done: { ru: 'Заявитель написал после решения', en: 'The requester wrote after the solution' },
          to: 'processed',
          by: ['requester'],
          form: 'answer',
          send: 'ticket.received',
          set: () => ({ reopenAsked: true }),
        },
      },
      after: [
        {
          policy: 'ticket.autoClose',
          to: 'closed',
          reason: { ru: 'возражений не было', en: 'no objections' },
          // Words that nobody has looked at may be an objection.
          unless: (data) => data['reopenAsked'] === true,
        },
      ],
    },
    closed: { label: { ru: 'Закрыто', en: 'Closed' }, final: true, main: true },
    rejected: { label: { ru: 'Отклонено', en: 'Rejected' }, final: true },
  },
  begin: (form) => ({
    subject: form['subject'] ?? '',
    description: form['description'] ?? '',
    requestType: form['requestType'] ?? 'incident',
    priority: form['priority'] ?? 'normal',
    channel: form['channel'] ?? 'console',
    language: form['language'] ?? 'ru',
    requesterEmail: form['requesterEmail'] ?? '',
    ...(form['requesterName'] === undefined ? {} : { requesterName: form['requesterName'] }),
    ...(form['follows'] === undefined ? {} : { follows: form['follows'] }),
    line: 'support1',
  }),
  title: (data) => (typeof data['subject'] === 'string' ? data['subject'] : ''),
  queue: (party, data) => {
    const own = lineOf[String(data['line'])] ?? 'support1'
    if (party === 'support') return own
    return party === 'requester' && data['reopenAsked'] === true ? own : party
  },
})

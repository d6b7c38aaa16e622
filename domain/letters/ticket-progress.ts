import { quoted, requesterLetter, ticketPageButton } from './requester-letter.ts'

const closing = {
  ru: '{if closesAt}Если ответа не будет до {closesAt}, мы завершим обращение. Открыть его снова можно будет одним письмом.{end}',
  en: '{if closesAt}If there is no answer by {closesAt}, we will finish the ticket. You can open it again with one letter.{end}',
} as const
const officeHours = {
  ru: '{if officeHours}Мы работаем {officeHours}.{end}',
  en: '{if officeHours}Our office hours: {officeHours}.{end}',
} as const

/** The request is registered; `officeHours` in the letter's language, as «пн–пт с 9:00 до 18:00 (МСК)». */
export const ticketAck = requesterLetter(
  { answerDueAt: 'at?', officeHours: 'text?' },
  {
    ru: {
      preview: 'Мы получили ваше обращение и присвоили ему номер {number}.',
      body: [
        'Мы получили ваше обращение «{subject}» и присвоили ему номер {number}.',
        '{if answerDueAt}Ответим не позднее {answerDueAt}.{end}',
        officeHours.ru,
        'На странице обращения видно, что с ним происходит. Там же можно дополнить его и приложить файлы. Ссылка личная, пожалуйста, не пересылайте её.',
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'We have received your request, its number is {number}.',
      body: [
        'We have received your request “{subject}”. Its number is {number}.',
        '{if answerDueAt}We will answer by {answerDueAt}.{end}',
        officeHours.en,
        'The ticket’s page shows where it stands. You can add details and files there. The link is yours alone, please do not forward it.',
        ticketPageButton.en,
      ],
    },
  },
)

/** Support needs something from the requester; `closesAt` is when the ticket is closed without an answer. */
export const ticketQuestion = requesterLetter(
  { question: 'lines', agentName: 'text?', closesAt: 'at?' },
  {
    ru: {
      preview: 'Нам нужен ваш ответ по обращению {number}.',
      body: [
        'Чтобы продолжить работу над обращением {number}, нам нужно уточнить:',
        quoted('ru', 'question'),
        'Ответьте на это письмо или напишите на странице обращения. Пока мы ждём, срок решения не идёт.',
        closing.ru,
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'We need your answer on ticket {number}.',
      body: [
        'To go on with ticket {number}, we need to know:',
        quoted('en', 'question'),
        'Reply to this letter or write on the ticket’s page. While we wait, the time for a solution does not run.',
        closing.en,
        ticketPageButton.en,
      ],
    },
  },
)

/** The question still waits for an answer. */
export const ticketReminder = requesterLetter(
  { question: 'lines?', agentName: 'text?', closesAt: 'at?' },
  {
    ru: {
      preview: 'Ждём вашего ответа по обращению {number}.',
      body: [
        'Мы всё ещё ждём вашего ответа по обращению {number}.{if question} Напомним, что мы спрашивали:{end}',
        `{if question}\n${quoted('ru', 'question')}\n{end}`,
        closing.ru,
        'Если вопрос уже решился сам, напишите нам об этом одной строкой.',
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'We are waiting for your answer on ticket {number}.',
      body: [
        'We are still waiting for your answer on ticket {number}.{if question} This is what we asked:{end}',
        `{if question}\n${quoted('en', 'question')}\n{end}`,
        closing.en,
        'If the matter has settled itself, a line to tell us is enough.',
        ticketPageButton.en,
      ],
    },
  },
)

/** A letter written after the solution joined the ticket; a person decides what follows. */
export const ticketReceived = requesterLetter(
  { officeHours: 'text?' },
  {
    ru: {
      preview: 'Ваше письмо добавлено к обращению {number}.',
      body: [
        'Мы получили ваше письмо и добавили его к обращению {number}. Сотрудник поддержки прочтёт его и, если нужно, откроет обращение снова.',
        officeHours.ru,
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'Your letter was added to ticket {number}.',
      body: [
        'We have received your letter and added it to ticket {number}. A member of our support team will read it and reopen the ticket if needed.',
        officeHours.en,
        ticketPageButton.en,
      ],
    },
  },
)

/** Work goes on after a solution that was none. */
export const ticketReopened = requesterLetter(
  { solutionDueAt: 'at?' },
  {
    ru: {
      preview: 'Обращение {number} снова в работе.',
      body: [
        'Обращение {number} снова открыто. Приносим извинения, что не решили вопрос с первого раза.',
        '{if solutionDueAt}Мы вернёмся с ответом не позднее {solutionDueAt}.{end}',
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'Ticket {number} is being worked on again.',
      body: [
        'Ticket {number} is open again. We are sorry that the first solution did not settle the matter.',
        '{if solutionDueAt}We will come back to you by {solutionDueAt}.{end}',
        ticketPageButton.en,
      ],
    },
  },
)

/** The link of earlier letters opens nothing any more; this letter brings another. */
export const ticketNewLink = requesterLetter(
  {},
  {
    ru: {
      preview: 'Новая ссылка на обращение {number}.',
      body: [
        'Мы заменили вашу личную ссылку на обращение {number}: прежняя, из более ранних писем, больше не открывается. Само обращение не изменилось.',
        'Откройте обращение по новой ссылке. Она личная, пожалуйста, не пересылайте её.',
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'A new link to ticket {number}.',
      body: [
        'We have replaced your private link to ticket {number}: the one in earlier letters does not open any more. The ticket itself has not changed.',
        'Please open the ticket by the new link. It is yours alone, please do not forward it.',
        ticketPageButton.en,
      ],
    },
  },
)

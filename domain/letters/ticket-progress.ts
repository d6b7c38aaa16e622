import { letterDate } from './letter-date.ts'
import { requesterLetter, requesterVars, supportAuthor, ticketPageButton } from './requester-letter.ts'
import { blocks, defineLetter, paragraph } from './template.ts'

/** The request is registered; `officeHours` in the letter's language, as «пн–пт с 9:00 до 18:00 (МСК)». */
export const ticketAck = defineLetter({
  vars: { ...requesterVars, answerDueAt: 'at?', officeHours: 'text?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Мы получили ваше обращение и присвоили ему номер ${v.number}.`, [
        paragraph(`Мы получили ваше обращение «${v.subject}» и присвоили ему номер ${v.number}.`),
        ...blocks(
          v.answerDueAt !== undefined && paragraph(`Ответим не позднее ${letterDate(v.answerDueAt, v.zone, 'ru')}.`),
          v.officeHours !== undefined && paragraph(`Мы работаем ${v.officeHours}.`),
        ),
        paragraph(
          'На странице обращения видно, что с ним происходит. Там же можно дополнить его и приложить файлы. Ссылка личная, пожалуйста, не пересылайте её.',
        ),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `We have received your request, its number is ${v.number}.`, [
        paragraph(`We have received your request “${v.subject}”. Its number is ${v.number}.`),
        ...blocks(
          v.answerDueAt !== undefined && paragraph(`We will answer by ${letterDate(v.answerDueAt, v.zone, 'en')}.`),
          v.officeHours !== undefined && paragraph(`Our office hours: ${v.officeHours}.`),
        ),
        paragraph(
          'The ticket’s page shows where it stands. You can add details and files there. The link is yours alone, please do not forward it.',
        ),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

/** Support needs something from the requester; `closesAt` is when the ticket is closed without an answer. */
export const ticketQuestion = defineLetter({
  vars: { ...requesterVars, question: 'lines', agentName: 'text?', closesAt: 'at?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Нам нужен ваш ответ по обращению ${v.number}.`, [
        paragraph(`Чтобы продолжить работу над обращением ${v.number}, нам нужно уточнить:`),
        { kind: 'words', text: v.question, author: supportAuthor('ru', v.agentName) },
        paragraph('Ответьте на это письмо или напишите на странице обращения. Пока мы ждём, срок решения не идёт.'),
        ...blocks(
          v.closesAt !== undefined &&
            paragraph(
              `Если ответа не будет до ${letterDate(v.closesAt, v.zone, 'ru')}, мы завершим обращение. Открыть его снова можно будет одним письмом.`,
            ),
        ),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `We need your answer on ticket ${v.number}.`, [
        paragraph(`To go on with ticket ${v.number}, we need to know:`),
        { kind: 'words', text: v.question, author: supportAuthor('en', v.agentName) },
        paragraph('Reply to this letter or write on the ticket’s page. While we wait, the time for a solution does not run.'),
        ...blocks(
          v.closesAt !== undefined &&
            paragraph(
              `If there is no answer by ${letterDate(v.closesAt, v.zone, 'en')}, we will finish the ticket. You can open it again with one letter.`,
            ),
        ),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

/** The question still waits for an answer. */
export const ticketReminder = defineLetter({
  vars: { ...requesterVars, question: 'lines?', agentName: 'text?', closesAt: 'at?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Ждём вашего ответа по обращению ${v.number}.`, [
        paragraph(
          `Мы всё ещё ждём вашего ответа по обращению ${v.number}.${v.question === undefined ? '' : ' Напомним, что мы спрашивали:'}`,
        ),
        ...blocks(
          v.question !== undefined && { kind: 'words', text: v.question, author: supportAuthor('ru', v.agentName) },
          v.closesAt !== undefined &&
            paragraph(
              `Если ответа не будет до ${letterDate(v.closesAt, v.zone, 'ru')}, мы завершим обращение. Открыть его снова можно будет одним письмом.`,
            ),
        ),
        paragraph('Если вопрос уже решился сам, напишите нам об этом одной строкой.'),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `We are waiting for your answer on ticket ${v.number}.`, [
        paragraph(
          `We are still waiting for your answer on ticket ${v.number}.${v.question === undefined ? '' : ' This is what we asked:'}`,
        ),
        ...blocks(
          v.question !== undefined && { kind: 'words', text: v.question, author: supportAuthor('en', v.agentName) },
          v.closesAt !== undefined &&
            paragraph(
              `If there is no answer by ${letterDate(v.closesAt, v.zone, 'en')}, we will finish the ticket. You can open it again with one letter.`,
            ),
        ),
        paragraph('If the matter has settled itself, a line to tell us is enough.'),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

/** A letter written after the solution joined the ticket; a person decides what follows. */
export const ticketReceived = defineLetter({
  vars: { ...requesterVars, officeHours: 'text?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Ваше письмо добавлено к обращению ${v.number}.`, [
        paragraph(
          `Мы получили ваше письмо и добавили его к обращению ${v.number}. Сотрудник поддержки прочтёт его и, если нужно, откроет обращение снова.`,
        ),
        ...blocks(v.officeHours !== undefined && paragraph(`Мы работаем ${v.officeHours}.`)),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `Your letter was added to ticket ${v.number}.`, [
        paragraph(
          `We have received your letter and added it to ticket ${v.number}. A member of our support team will read it and reopen the ticket if needed.`,
        ),
        ...blocks(v.officeHours !== undefined && paragraph(`Our office hours: ${v.officeHours}.`)),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

/** Work goes on after a solution that was none. */
export const ticketReopened = defineLetter({
  vars: { ...requesterVars, solutionDueAt: 'at?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Обращение ${v.number} снова в работе.`, [
        paragraph(`Обращение ${v.number} снова открыто. Приносим извинения, что не решили вопрос с первого раза.`),
        ...blocks(
          v.solutionDueAt !== undefined && paragraph(`Мы вернёмся с ответом не позднее ${letterDate(v.solutionDueAt, v.zone, 'ru')}.`),
        ),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `Ticket ${v.number} is being worked on again.`, [
        paragraph(`Ticket ${v.number} is open again. We are sorry that the first solution did not settle the matter.`),
        ...blocks(v.solutionDueAt !== undefined && paragraph(`We will come back to you by ${letterDate(v.solutionDueAt, v.zone, 'en')}.`)),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

/** The link of earlier letters opens nothing any more; this letter brings another. */
export const ticketNewLink = defineLetter({
  vars: requesterVars,
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Новая ссылка на обращение ${v.number}.`, [
        paragraph(
          `Мы заменили вашу личную ссылку на обращение ${v.number}: прежняя, из более ранних писем, больше не открывается. Само обращение не изменилось.`,
        ),
        paragraph('Откройте обращение по новой ссылке. Она личная, пожалуйста, не пересылайте её.'),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `A new link to ticket ${v.number}.`, [
        paragraph(
          `We have replaced your private link to ticket ${v.number}: the one in earlier letters does not open any more. The ticket itself has not changed.`,
        ),
        paragraph('Please open the ticket by the new link. It is yours alone, please do not forward it.'),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

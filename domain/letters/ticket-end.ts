import { quoted, requesterLetter, ticketPageButton } from './requester-letter.ts'

/** The solution; `ratingUrls` are five links for the marks 1 to 5. */
export const ticketSolution = requesterLetter(
  { solution: 'lines', agentName: 'text?', ratingUrls: 'urls', reopenUrl: 'url', reopenUntilAt: 'at?' },
  {
    ru: {
      preview: 'Обращение {number} обработано, внутри ответ.',
      body: [
        'Мы обработали ваше обращение {number}. Наш ответ:',
        quoted('ru', 'solution'),
        '{ratingUrls}',
        'Если вопрос остался, откройте обращение снова{if reopenUntilAt} до {reopenUntilAt}{end}, и мы продолжим.',
        '[Вопрос не решён]({reopenUrl})',
        'Если всё в порядке, делать ничего не нужно.',
      ],
    },
    en: {
      preview: 'Ticket {number} is solved, our answer is inside.',
      body: [
        'We have dealt with your ticket {number}. Our answer:',
        quoted('en', 'solution'),
        '{ratingUrls}',
        'If the matter is not settled, reopen the ticket{if reopenUntilAt} by {reopenUntilAt}{end} and we will go on.',
        '[It is not solved]({reopenUrl})',
        'If all is well, there is nothing you need to do.',
      ],
    },
  },
)

/** Nobody answered our question in time. */
export const ticketClosedNoAnswer = requesterLetter(
  { question: 'lines?', reopenUrl: 'url', reopenUntilAt: 'at?' },
  {
    ru: {
      preview: 'Обращение {number} завершено: мы не дождались ответа.',
      body: [
        'Мы не получили ответа на свой вопрос и завершили обращение {number}.',
        '{if question}\n> Мы спрашивали\n> {question}\n{end}',
        'Если вопрос ещё актуален, откройте обращение снова {if reopenUntilAt}до {reopenUntilAt} или просто ответьте на это письмо.{else}и расскажите, что мы спрашивали.{end}',
        '[Открыть снова]({reopenUrl})',
      ],
    },
    en: {
      preview: 'Ticket {number} is finished: we had no answer.',
      body: [
        'We had no answer to our question and have finished ticket {number}.',
        '{if question}\n> We asked\n> {question}\n{end}',
        'If the matter still stands, reopen the ticket {if reopenUntilAt}by {reopenUntilAt} or simply reply to this letter.{else}and tell us what we asked for.{end}',
        '[Reopen]({reopenUrl})',
      ],
    },
  },
)

/** The request is not taken; `duplicateOf` is the number of the ticket that goes on instead. */
export const ticketRejected = requesterLetter(
  { comment: 'lines?', agentName: 'text?', duplicateOf: 'text?' },
  {
    ru: {
      preview: 'Обращение {number} закрыто без решения.',
      body: [
        '{if duplicateOf}Обращение {number} повторяет обращение {duplicateOf}, поэтому мы его закрыли. Работа продолжается в обращении {duplicateOf}.{else}Мы рассмотрели обращение {number} и не сможем взять его в работу.{end}',
        `{if comment}\n${quoted('ru', 'comment')}\n{end}`,
        'Если вы не согласны, ответьте на это письмо: мы заведём новое обращение и свяжем его с этим.',
        ticketPageButton.ru,
      ],
    },
    en: {
      preview: 'Ticket {number} was closed without a solution.',
      body: [
        '{if duplicateOf}Ticket {number} repeats ticket {duplicateOf}, so we have closed it. The work goes on in ticket {duplicateOf}.{else}We have looked at ticket {number} and cannot take it on.{end}',
        `{if comment}\n${quoted('en', 'comment')}\n{end}`,
        'If you disagree, reply to this letter: we will open a new ticket and link it to this one.',
        ticketPageButton.en,
      ],
    },
  },
)

import type { Lang } from '../label.ts'
import { letterDate } from './letter-date.ts'
import { requesterLetter, requesterVars, supportAuthor, ticketPageButton } from './requester-letter.ts'
import type { Block } from './template.ts'
import { blocks, defineLetter, paragraph } from './template.ts'

const ratings = {
  ru: ['очень плохо', 'плохо', 'нормально', 'хорошо', 'отлично'],
  en: ['very poor', 'poor', 'fair', 'good', 'excellent'],
} as const

function ratingScale(lang: Lang, urls: readonly string[]): Block {
  const title = { ru: 'Оцените, пожалуйста, как мы справились:', en: 'Please rate how we did:' }[lang]
  const steps = ratings[lang].flatMap((meaning, index) => {
    const url = urls[index]
    return url === undefined ? [] : [{ sign: String(index + 1), meaning, url }]
  })
  return { kind: 'scale', title, steps }
}

/** The solution; `ratingUrls` are five links for the marks 1 to 5. */
export const ticketSolution = defineLetter({
  vars: { ...requesterVars, solution: 'lines', agentName: 'text?', ratingUrls: 'urls', reopenUrl: 'url', reopenUntilAt: 'at?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Обращение ${v.number} обработано, внутри ответ.`, [
        paragraph(`Мы обработали ваше обращение ${v.number}. Наш ответ:`),
        { kind: 'words', text: v.solution, author: supportAuthor('ru', v.agentName) },
        ratingScale('ru', v.ratingUrls),
        paragraph(
          v.reopenUntilAt === undefined
            ? 'Если вопрос остался, откройте обращение снова, и мы продолжим.'
            : `Если вопрос остался, откройте обращение снова до ${letterDate(v.reopenUntilAt, v.zone, 'ru')}, и мы продолжим.`,
        ),
        { kind: 'button', text: 'Вопрос не решён', url: v.reopenUrl },
        paragraph('Если всё в порядке, делать ничего не нужно.'),
      ]),
    en: (v) =>
      requesterLetter('en', v, `Ticket ${v.number} is solved, our answer is inside.`, [
        paragraph(`We have dealt with your ticket ${v.number}. Our answer:`),
        { kind: 'words', text: v.solution, author: supportAuthor('en', v.agentName) },
        ratingScale('en', v.ratingUrls),
        paragraph(
          v.reopenUntilAt === undefined
            ? 'If the matter is not settled, reopen the ticket and we will go on.'
            : `If the matter is not settled, reopen the ticket by ${letterDate(v.reopenUntilAt, v.zone, 'en')} and we will go on.`,
        ),
        { kind: 'button', text: 'It is not solved', url: v.reopenUrl },
        paragraph('If all is well, there is nothing you need to do.'),
      ]),
  },
})

/** Nobody answered our question in time. */
export const ticketClosedNoAnswer = defineLetter({
  vars: { ...requesterVars, question: 'lines?', reopenUrl: 'url', reopenUntilAt: 'at?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Обращение ${v.number} завершено: мы не дождались ответа.`, [
        paragraph(`Мы не получили ответа на свой вопрос и завершили обращение ${v.number}.`),
        ...blocks(v.question !== undefined && { kind: 'words', text: v.question, author: 'Мы спрашивали' }),
        paragraph(
          v.reopenUntilAt === undefined
            ? 'Если вопрос ещё актуален, откройте обращение снова и расскажите, что мы спрашивали.'
            : `Если вопрос ещё актуален, откройте обращение снова до ${letterDate(v.reopenUntilAt, v.zone, 'ru')} или просто ответьте на это письмо.`,
        ),
        { kind: 'button', text: 'Открыть снова', url: v.reopenUrl },
      ]),
    en: (v) =>
      requesterLetter('en', v, `Ticket ${v.number} is finished: we had no answer.`, [
        paragraph(`We had no answer to our question and have finished ticket ${v.number}.`),
        ...blocks(v.question !== undefined && { kind: 'words', text: v.question, author: 'We asked' }),
        paragraph(
          v.reopenUntilAt === undefined
            ? 'If the matter still stands, reopen the ticket and tell us what we asked for.'
            : `If the matter still stands, reopen the ticket by ${letterDate(v.reopenUntilAt, v.zone, 'en')} or simply reply to this letter.`,
        ),
        { kind: 'button', text: 'Reopen', url: v.reopenUrl },
      ]),
  },
})

/** The request is not taken; `duplicateOf` is the number of the ticket that goes on instead. */
export const ticketRejected = defineLetter({
  vars: { ...requesterVars, comment: 'lines?', agentName: 'text?', duplicateOf: 'text?' },
  content: {
    ru: (v) =>
      requesterLetter('ru', v, `Обращение ${v.number} закрыто без решения.`, [
        paragraph(
          v.duplicateOf === undefined
            ? `Мы рассмотрели обращение ${v.number} и не сможем взять его в работу.`
            : `Обращение ${v.number} повторяет обращение ${v.duplicateOf}, поэтому мы его закрыли. Работа продолжается в обращении ${v.duplicateOf}.`,
        ),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment, author: supportAuthor('ru', v.agentName) }),
        paragraph('Если вы не согласны, ответьте на это письмо: мы заведём новое обращение и свяжем его с этим.'),
        ticketPageButton('ru', v.pageUrl),
      ]),
    en: (v) =>
      requesterLetter('en', v, `Ticket ${v.number} was closed without a solution.`, [
        paragraph(
          v.duplicateOf === undefined
            ? `We have looked at ticket ${v.number} and cannot take it on.`
            : `Ticket ${v.number} repeats ticket ${v.duplicateOf}, so we have closed it. The work goes on in ticket ${v.duplicateOf}.`,
        ),
        ...blocks(v.comment !== undefined && { kind: 'words', text: v.comment, author: supportAuthor('en', v.agentName) }),
        paragraph('If you disagree, reply to this letter: we will open a new ticket and link it to this one.'),
        ticketPageButton('en', v.pageUrl),
      ]),
  },
})

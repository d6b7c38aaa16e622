import type { Refusal, RefusalReason } from '../../domain/decide.ts'
import type { Label, Lang } from '../../domain/label.ts'
import { formatRelativeDate } from '../../domain/text/relative-date.ts'
import { Problem } from '../problem.ts'

const labels: Readonly<Record<RefusalReason, Label>> = {
  UnknownAction: { ru: 'Такого действия нет', en: 'There is no such action' },
  NotAllowedNow: {
    ru: 'Сейчас это действие недоступно: процесс в другом состоянии',
    en: 'The action is not available now: the process is in another state',
  },
  Forbidden: { ru: 'Ваша роль или линия не позволяет этого', en: 'Your role or line does not allow this' },
  StaleScreen: {
    ru: 'Пока вы заполняли форму, процесс изменился. Экран обновлён, ваш текст сохранён.',
    en: 'The process changed while you were filling in the form. The screen is refreshed, your text is kept.',
  },
  BadForm: { ru: 'Проверьте форму', en: 'Check the form' },
  ReasonNeeded: { ru: 'Укажите причину', en: 'Give a reason' },
  Ended: { ru: 'Процесс уже завершён', en: 'The process has ended' },
  TooEarly: { ru: 'Это действие пока недоступно: его время ещё не пришло', en: 'The action is not available yet: its time has not come' },
  Conflict: { ru: 'Сейчас это невозможно: место уже занято', en: 'This is not possible now: somebody was first' },
}

/** A refusal as a problem of the caller, with where the process stands now. */
export const refusalProblem = (refusal: Refusal, now: { readonly state: string; readonly seq: number }): Problem =>
  new Problem('Refused', labels[refusal.reason], {
    problems: refusal.problems,
    refusal: refusal.reason,
    details: { state: now.state, seq: now.seq },
  })

/** The same for an action that opens later, with the time in words. Instants are epoch milliseconds. */
export function tooEarly(
  refusal: Refusal,
  now: { readonly state: string; readonly seq: number },
  when: { readonly opensAt: number; readonly nowAt: number; readonly zone: string },
): Problem {
  const say = (lang: Lang): string => formatRelativeDate(when.opensAt, when.nowAt, when.zone, lang)
  return new Problem(
    'Refused',
    { ru: `Ещё рано: станет доступно ${say('ru')}`, en: `Too early: it becomes available ${say('en')}` },
    { refusal: refusal.reason, details: { state: now.state, seq: now.seq, opensAt: when.opensAt } },
  )
}

/** The same request id came with other input: a mistake of the caller, not a repeat. */
export const otherRequest = (): Problem =>
  new Problem('Conflict', {
    ru: 'Этот запрос уже был отправлен с другими данными. Обновите страницу и отправьте снова.',
    en: 'This request was sent before with other data. Reload the page and send it again.',
  })

/** The engine did not answer in time: whether the action was taken is unknown, the same request id asks again. */
export const notConfirmed = (cause: unknown): Problem =>
  new Problem(
    'NotConfirmed',
    {
      ru: 'Действие отправлено, но ещё не подтверждено. Текст сохранён, попробуем ещё раз.',
      en: 'The action is sent but not confirmed yet. Your text is kept, it will be tried again.',
    },
    { cause },
  )

import type { Label } from '../../../../domain/label.ts'
import type { Params } from '../../../lib/i18n.ts'
import { sayWith } from '../../../lib/i18n.ts'

/** The words of observers and their notes: they come with the card, not with every screen. */
const coachingWords = {
  title: { ru: 'Наблюдение', en: 'Observers' },
  nobody: { ru: 'За визитом никто не наблюдает.', en: 'Nobody sits in on the visit.' },
  join: { ru: 'Наблюдать за визитом', en: 'Sit in on the visit' },
  joined: { ru: 'Вы наблюдаете за визитом. Контакт увидит ваше имя.', en: 'You sit in on the visit. The contact will see your name.' },
  invite: { ru: 'Пригласить наблюдателя', en: 'Ask somebody to sit in' },
  inviteIt: { ru: 'Пригласить', en: 'Ask' },
  invited: {
    ru: '{name} наблюдает за визитом. Контакт увидит это имя.',
    en: '{name} sits in on the visit. The contact will see this name.',
  },
  remove: { ru: '{name}: не наблюдает', en: '{name} does not sit in' },
  write: { ru: 'Написать записку', en: 'Write a note' },
  rewrite: { ru: 'Изменить записку', en: 'Change the note' },
  noteBy: { ru: 'Записка: {name}', en: 'Note by {name}' },
  private: {
    ru: 'Видят представитель, автор и руководитель; контакт не видит.',
    en: 'For the representative, its writer and managers; never for the contact.',
  },
  strengths: { ru: 'Что получилось', en: 'What went well' },
  improve: { ru: 'Что улучшить', en: 'What to improve' },
  unscored: { ru: 'не оценено', en: 'not scored' },
  score: { ru: '{score} из {max}', en: '{score} of {max}' },
  seen: { ru: 'Прочитано', en: 'Seen' },
  agree: { ru: 'Согласен', en: 'I agree' },
  repliedSeen: { ru: 'Представитель прочёл', en: 'The representative has read it' },
  repliedAgreed: { ru: 'Представитель согласен', en: 'The representative agrees' },
  unanswered: { ru: 'Представитель ещё не ответил', en: 'The representative has not answered yet' },
} as const satisfies Readonly<Record<string, Label>>

/** The words for a key in the language of the interface. */
export const words = (key: keyof typeof coachingWords, params: Params = {}): string => sayWith(coachingWords[key], params)

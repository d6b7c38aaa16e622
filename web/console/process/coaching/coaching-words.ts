import { withWords } from '../../../lib/i18n.ts'

/** Observers and their notes: these words come with the card, not with every screen. */
const ru = {
  'coaching.title': 'Наблюдение',
  'coaching.nobody': 'За визитом никто не наблюдает.',
  'coaching.join': 'Наблюдать за визитом',
  'coaching.joined': 'Вы наблюдаете за визитом. Контакт увидит ваше имя.',
  'coaching.invite': 'Пригласить наблюдателя',
  'coaching.inviteIt': 'Пригласить',
  'coaching.invited': '{name} наблюдает за визитом. Контакт увидит это имя.',
  'coaching.remove': '{name}: не наблюдает',
  'coaching.write': 'Написать записку',
  'coaching.rewrite': 'Изменить записку',
  'coaching.noteBy': 'Записка: {name}',
  'coaching.private': 'Видят представитель, автор и руководитель; контакт не видит.',
  'coaching.strengths': 'Что получилось',
  'coaching.improve': 'Что улучшить',
  'coaching.unscored': 'не оценено',
  'coaching.score': '{score} из {max}',
  'coaching.seen': 'Прочитано',
  'coaching.agree': 'Согласен',
  'coaching.repliedSeen': 'Представитель прочёл',
  'coaching.repliedAgreed': 'Представитель согласен',
  'coaching.unanswered': 'Представитель ещё не ответил',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'coaching.title': 'Observers',
  'coaching.nobody': 'Nobody sits in on the visit.',
  'coaching.join': 'Sit in on the visit',
  'coaching.joined': 'You sit in on the visit. The contact will see your name.',
  'coaching.invite': 'Ask somebody to sit in',
  'coaching.inviteIt': 'Ask',
  'coaching.invited': '{name} sits in on the visit. The contact will see this name.',
  'coaching.remove': '{name} does not sit in',
  'coaching.write': 'Write a note',
  'coaching.rewrite': 'Change the note',
  'coaching.noteBy': 'Note by {name}',
  'coaching.private': 'For the representative, its writer and managers; never for the contact.',
  'coaching.strengths': 'What went well',
  'coaching.improve': 'What to improve',
  'coaching.unscored': 'not scored',
  'coaching.score': '{score} of {max}',
  'coaching.seen': 'Seen',
  'coaching.agree': 'I agree',
  'coaching.repliedSeen': 'The representative has read it',
  'coaching.repliedAgreed': 'The representative agrees',
  'coaching.unanswered': 'The representative has not answered yet',
}

/** The words for a key, those of observers among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

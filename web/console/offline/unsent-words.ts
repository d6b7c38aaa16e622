import { withWords } from '../../lib/i18n.ts'

/** What was not sent: these words come with their screens, not with every one. */
const ru = {
  'unsent.title': 'Не отправлено',
  'unsent.nothing': 'Всё отправлено',
  'unsent.nothingText': 'Здесь ждут сети отчёты и другие шаги, сделанные без неё. Они уходят сами.',
  'unsent.made': 'сделано {when}',
  'unsent.refused': 'не принято',
  'unsent.written': 'Что вы написали',
  'unsent.now': 'Как сейчас',
  'unsent.sinceWhen': 'С какого времени',
  'unsent.whose': 'На ком',
  'unsent.anyway': 'Отправить всё равно',
  'unsent.edit': 'Изменить',
  'unsent.drop': 'Удалить',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'unsent.title': 'Not sent',
  'unsent.nothing': 'Everything is sent',
  'unsent.nothingText': 'Reports and other steps made without a network wait here for one. They go by themselves.',
  'unsent.made': 'made {when}',
  'unsent.refused': 'refused',
  'unsent.written': 'What you wrote',
  'unsent.now': 'How it is now',
  'unsent.sinceWhen': 'Since',
  'unsent.whose': 'Whose',
  'unsent.anyway': 'Send anyway',
  'unsent.edit': 'Edit',
  'unsent.drop': 'Delete',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

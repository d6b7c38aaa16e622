import { withWords } from '../../lib/i18n.ts'

/** Starting a process: these words come with their screens, not with every one. */
const ru = {
  'booking.freeTimes': 'Ближайшее свободное время у обоих',
  'booking.known': 'Такая почта или такой телефон уже есть в контактах. Если это тот же человек, выберите его',
  'booking.clocks': 'В это время {clocks}',
  'booking.atRep': 'у представителя {time} ({zone})',
  'booking.atContact': 'у контакта {time} ({zone})',
  'start.forbidden': '«{kind}» создают другие роли',
  'start.forbiddenText':
    'Если нужна помощь поддержки, напишите ей на почту или через форму на сайте. За доступом обратитесь к администратору.',
  'start.submit': 'Создать',
  'start.created': 'Создано: {number}',
  'start.accepted': 'Принято. Процесс запустится, как только движок ответит; ничего не потеряно.',
  'start.draft': 'Черновик восстановлен',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'booking.freeTimes': 'The next times when both are free',
  'booking.known': 'The contacts have this e-mail or this phone already. If it is the same person, choose them',
  'booking.clocks': 'That is {clocks}',
  'booking.atRep': '{time} ({zone}) for the representative',
  'booking.atContact': '{time} ({zone}) for the contact',
  'start.forbidden': '“{kind}” are created by other roles',
  'start.forbiddenText':
    'If you need help from support, write to its e-mail or use the form on the site. For access, ask the administrator.',
  'start.submit': 'Create',
  'start.created': 'Created: {number}',
  'start.accepted': 'Accepted. The process starts as soon as the engine answers; nothing is lost.',
  'start.draft': 'Draft restored',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

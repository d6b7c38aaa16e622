import { withWords } from '../../lib/i18n.ts'

/** The team's calendar: these words come with it, not with a representative's day. */
const ru = {
  'calendar.day': 'День',
  'calendar.week': 'Неделя',
  'calendar.month': 'Месяц',
  'calendar.view': 'Что показывать',
  'calendar.before': 'Раньше',
  'calendar.after': 'Позже',
  'calendar.more': 'ещё {count}',
  'calendar.andMore': 'и ещё {count}',
  'calendar.takeAway': 'Убрать из отбора',
  'calendar.visits': '{count} {count|визит|визита|визитов}',
  'calendar.openCrowded': '{visits}: {states}. Открыть день',
  'calendar.when': 'Когда',
  'calendar.who': 'Представитель',
  'calendar.how': 'Как',
  'calendar.where': 'Где',
} as const

const en: Readonly<Record<keyof typeof ru, string>> = {
  'calendar.day': 'Day',
  'calendar.week': 'Week',
  'calendar.month': 'Month',
  'calendar.view': 'What to show',
  'calendar.before': 'Earlier',
  'calendar.after': 'Later',
  'calendar.more': '{count} more',
  'calendar.andMore': 'and {count} more',
  'calendar.takeAway': 'Take out of the filter',
  'calendar.visits': '{count} {count|visit|visits}',
  'calendar.openCrowded': '{visits}: {states}. Open the day',
  'calendar.when': 'When',
  'calendar.who': 'Representative',
  'calendar.how': 'How',
  'calendar.where': 'Where',
}

/** The words for a key, these among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

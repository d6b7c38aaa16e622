import type { Weekday } from '../../domain/calendar/local-date.ts'
import type { Label } from '../../domain/label.ts'

/** The days of the week as a label begins. */
export const weekdayLabels: Readonly<Record<Weekday, Label>> = {
  mon: { ru: 'Понедельник', en: 'Monday' },
  tue: { ru: 'Вторник', en: 'Tuesday' },
  wed: { ru: 'Среда', en: 'Wednesday' },
  thu: { ru: 'Четверг', en: 'Thursday' },
  fri: { ru: 'Пятница', en: 'Friday' },
  sat: { ru: 'Суббота', en: 'Saturday' },
  sun: { ru: 'Воскресенье', en: 'Sunday' },
}

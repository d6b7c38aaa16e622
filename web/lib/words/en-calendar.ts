import type { ruCalendar } from './ru-calendar.ts'

export const enCalendar: Readonly<Record<keyof typeof ruCalendar, string>> = {
  'nav.calendar': 'Calendar',
  'calendar.today': 'Today',
  'calendar.dayBefore': 'The day before',
  'calendar.dayAfter': 'The next day',
  'calendar.zone': 'Time: {zone}',
  'calendar.skippedTime': 'There is no such time on that day: the clocks go forward. Choose another.',
  'calendar.busy': 'Busy',
  'calendar.route': 'Route',
  'calendar.emptyDay': 'No visits on this day',
  'calendar.emptyDayText': 'Your visits appear here in order: when, with whom and where.',
  'calendar.start': 'Start',
  'calendar.finish': 'Finish',
  'calendar.report': 'Report',
  'calendar.opens': '“{action}” from {time}',
  'calendar.call': 'Call',
  'calendar.callNamed': 'Call {name}, {phone}',
  'feed.title': 'Visits in your calendar',
}

import type { ru } from './ru.ts'
import { enCalendar } from './en-calendar.ts'
import { enPlaces } from './en-places.ts'
import { enUnsent } from './en-unsent.ts'

/** The interface in English; the compiler asks for every key of the Russian one. */
export const en: Readonly<Record<keyof typeof ru, string>> = {
  'app.name': 'Vekha',
  'app.language': 'Language',
  'ui.optional': 'optional',
  'ui.close': 'Close',
  'ui.cancel': 'Cancel',
  'ui.save': 'Save',
  'ui.saved': 'Saved',
  'ui.undo': 'Undo',
  'ui.tryAgain': 'Try again',
  'ui.loading': 'Loading',
  'ui.removeNamed': 'Remove: {name}',
  'ui.shortcuts': 'Keys on this screen',
  'ui.showShortcuts': 'Show the keys',
  'ui.palette': 'Search and commands',
  'ui.theme': 'Appearance',
  'ui.theme.system': 'As the device',
  'ui.theme.light': 'Light',
  'ui.theme.dark': 'Dark',
  'ui.skip': 'To the content',
  'ui.more': 'Show more',
  'ui.loadingMore': 'Loading more…',
  'ui.limitReached': 'The limit is reached: {shown} {count|character|characters}',
  'due.paused': 'clock stopped',
  'failure.stale':
    'The process moved while you were writing, by a colleague or in another of your tabs. The screen is up to date now, your text is kept.',
  'failure.notAllowedNow': 'This action isn’t available now: the process is in another state already.',
  'failure.forbidden': 'You have no right to do this.',
  'failure.ended': 'The process has ended and can’t be changed any more.',
  'failure.reasonNeeded': 'Write the reason: it stays in the history.',
  'failure.conflict': 'This is taken already. Refresh the page and see what has changed.',
  'failure.invalid': 'Check the marked fields.',
  'failure.notConfirmed': 'Sent, but not confirmed yet. Your text is kept; sending again does nothing twice.',
  'failure.offline': 'No connection to the server. Your text is kept; send it again when you are online.',
  'failure.signedOut': 'You are logged out. Log in again.',
  'failure.notFound': 'There is no such page.',
  'failure.tooLarge': 'That is too large. Send it in parts.',
  'failure.tooMany': 'Too many attempts. Wait a minute and try again.',
  'failure.broken': 'Something broke on our side. The error is recorded; please try again.',
  ...enCalendar,
  ...enPlaces,
  ...enUnsent,
}

import type { ruCoaching } from './ru-coaching.ts'

/** Sitting in on visits and the notes on them, in English. */
export const enCoaching: Readonly<Record<keyof typeof ruCoaching, string>> = {
  'coaching.title': 'Observers',
  'coaching.nobody': 'Nobody sits in on the visit.',
  'coaching.join': 'Sit in on the visit',
  'coaching.joined': 'You sit in on the visit. The contact will see your name.',
  'coaching.invite': 'Ask somebody to sit in',
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
  'organization.criteria': 'What the observer of a visit scores',
  'organization.criteriaHint': 'One a line, {count} at most; empty for the usual',
}

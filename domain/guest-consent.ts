import type { Label } from './label.ts'

/** What a contact agrees to before a remote meeting (152-FZ art. 9); a change of the words is a new version. */
export const guestConsent = {
  version: '2026-11',
  /** `observers`: who sits in beside the representative; their coming is agreed to with the rest. */
  text: (organization: string, observers: readonly string[]): Label => ({
    ru: `Я согласен(на) на обработку моих имени, контактов, изображения и голоса организацией ${organization} для проведения этой встречи.${observers.length === 0 ? '' : ` На встрече присутствует сотрудник организации как наблюдатель: ${observers.join(', ')}.`} Видео и звук встречи не записываются. Согласие можно отозвать письмом в организацию.`,
    en: `I agree that ${organization} processes my name, contacts, picture and voice to hold this meeting.${observers.length === 0 ? '' : ` One of its staff is present as an observer: ${observers.join(', ')}.`} Its video and sound are not recorded. I may withdraw this consent by a letter to the organization.`,
  }),
} as const

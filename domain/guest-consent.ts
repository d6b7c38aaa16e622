import type { Label } from './label.ts'

/** Who sits in, as a sentence of the consent; nothing where nobody does. */
function presence(observers: readonly string[]): Label {
  if (observers.length === 0) return { ru: '', en: '' }
  const names = observers.join(', ')
  return observers.length === 1
    ? {
        ru: ` На встрече присутствует сотрудник организации как наблюдатель: ${names}.`,
        en: ` One of its staff is present as an observer: ${names}.`,
      }
    : {
        ru: ` На встрече присутствуют сотрудники организации как наблюдатели: ${names}.`,
        en: ` Some of its staff are present as observers: ${names}.`,
      }
}

/** What a contact agrees to before a remote meeting (152-FZ art. 9); a change of the words is a new version. */
export const guestConsent = {
  version: '2026-11',
  /** `observers`: who sits in beside the representative; their coming is agreed to with the rest. */
  text: (organization: string, observers: readonly string[]): Label => ({
    ru: `Я согласен(на) на обработку моих имени, контактов, изображения и голоса организацией ${organization} для проведения этой встречи.${presence(observers).ru} Видео и звук встречи не записываются. Согласие можно отозвать письмом в организацию.`,
    en: `I agree that ${organization} processes my name, contacts, picture and voice to hold this meeting.${presence(observers).en} Its video and sound are not recorded. I may withdraw this consent by a letter to the organization.`,
  }),
} as const

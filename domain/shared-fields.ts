// Fields that several kinds ask for alike.

/** In which language the outside party is written to. */
export const language = {
  type: 'choice',
  label: { ru: 'Язык переписки', en: 'Language' },
  options: [
    { value: 'ru', label: { ru: 'Русский', en: 'Russian' } },
    { value: 'en', label: { ru: 'Английский', en: 'English' } },
  ],
} as const

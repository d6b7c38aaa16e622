import type { Lang } from './label.ts'

/** The clocks that forms offer: Russia's eleven zones and those of the nearest abroad. */
export const zoneField = {
  type: 'choice',
  label: { ru: 'Часовой пояс', en: 'Time zone' },
  options: [
    { value: 'Europe/Kaliningrad', label: { ru: 'Калининград, МСК−1', en: 'Kaliningrad, MSK−1' } },
    { value: 'Europe/Moscow', label: { ru: 'Москва, МСК', en: 'Moscow, MSK' } },
    { value: 'Europe/Samara', label: { ru: 'Самара, МСК+1', en: 'Samara, MSK+1' } },
    { value: 'Asia/Yekaterinburg', label: { ru: 'Екатеринбург, МСК+2', en: 'Yekaterinburg, MSK+2' } },
    { value: 'Asia/Omsk', label: { ru: 'Омск, МСК+3', en: 'Omsk, MSK+3' } },
    { value: 'Asia/Krasnoyarsk', label: { ru: 'Красноярск, МСК+4', en: 'Krasnoyarsk, MSK+4' } },
    { value: 'Asia/Irkutsk', label: { ru: 'Иркутск, МСК+5', en: 'Irkutsk, MSK+5' } },
    { value: 'Asia/Yakutsk', label: { ru: 'Якутск, МСК+6', en: 'Yakutsk, MSK+6' } },
    { value: 'Asia/Vladivostok', label: { ru: 'Владивосток, МСК+7', en: 'Vladivostok, MSK+7' } },
    { value: 'Asia/Magadan', label: { ru: 'Магадан, МСК+8', en: 'Magadan, MSK+8' } },
    { value: 'Asia/Kamchatka', label: { ru: 'Камчатка, МСК+9', en: 'Kamchatka, MSK+9' } },
    { value: 'Europe/Minsk', label: { ru: 'Минск', en: 'Minsk' } },
    { value: 'Asia/Almaty', label: { ru: 'Алматы', en: 'Almaty' } },
    { value: 'Europe/Berlin', label: { ru: 'Берлин', en: 'Berlin' } },
  ],
  optional: true,
} as const

/** The city a zone is called by: `Москва`; its IANA name where forms do not offer it. */
export const zoneCity = (zone: string, lang: Lang): string =>
  zoneField.options.find(({ value }) => value === zone)?.label[lang].split(', ')[0] ?? zone.replaceAll('_', ' ')

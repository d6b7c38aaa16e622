import type { zoneField } from './zone-field.ts'

type Zone = (typeof zoneField)['options'][number]['value']

/** Large cities by the zone of the form whose clock they keep (IANA tz database, zone1970.tab and Федеральный закон 107-ФЗ). */
const cities: { readonly [zone in Zone]?: readonly string[] } = {
  'Europe/Moscow': [
    ...['санкт петербург', 'спб', 'питер', 'нижний новгород', 'казань', 'ростов на дону', 'краснодар', 'воронеж', 'волгоград'],
    ...['тула', 'тверь', 'ярославль', 'рязань', 'пенза', 'липецк', 'киров', 'чебоксары', 'брянск', 'иваново', 'сочи', 'курск'],
    ...['белгород', 'владимир', 'архангельск', 'мурманск', 'калуга', 'смоленск', 'ставрополь', 'махачкала', 'симферополь'],
  ],
  'Europe/Samara': ['тольятти', 'ижевск'],
  'Asia/Yekaterinburg': ['челябинск', 'пермь', 'уфа', 'тюмень', 'оренбург', 'курган', 'сургут', 'нижний тагил', 'магнитогорск'],
  'Asia/Krasnoyarsk': ['новосибирск', 'томск', 'барнаул', 'кемерово', 'новокузнецк', 'абакан'],
  'Asia/Irkutsk': ['улан удэ', 'братск'],
  'Asia/Yakutsk': ['чита', 'благовещенск'],
  'Asia/Vladivostok': ['хабаровск', 'уссурийск'],
  'Asia/Magadan': ['южно сахалинск'],
  'Asia/Kamchatka': ['петропавловск камчатский'],
}
const zones: ReadonlyMap<string, string> = new Map(
  Object.entries(cities).flatMap(([zone, names]) => names.map((name) => [name, zone] as const)),
)

/** The zone of a large city, as people write it: `г. Санкт-Петербург`. */
export const zoneOfCity = (text: string): string | undefined =>
  zones.get(
    text
      .trim()
      .toLowerCase()
      .replaceAll('ё', 'е')
      .replace(/^г(?:\.\s*|ород\s+|\s+)/, '')
      .replaceAll(/[\s\-\u2010-\u2015]+/g, ' '),
  )

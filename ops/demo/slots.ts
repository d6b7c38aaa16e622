import type { Random } from './random.ts'

const months = ['январь', 'февраль', 'март', 'апрель', 'май', 'июнь', 'июль', 'август', 'сентябрь', 'октябрь', 'ноябрь', 'декабрь'] as const
const day = new Intl.DateTimeFormat('ru', { day: 'numeric', month: 'long', timeZone: 'Europe/Moscow' })
const dayMs = 86_400_000

/** What the names in braces stand for in one matter: the same from the first letter to the last. */
export type Slots = { readonly [name: string]: string }

export function makeSlots(random: Random, startAt: number): Slots {
  const lastMonth = new Date(startAt).getUTCMonth() + 11
  return {
    month: months[lastMonth % 12] ?? months[0],
    today: day.format(startAt),
    yesterday: day.format(startAt - dayMs),
    soon: day.format(startAt + random.whole(3, 9) * dayMs),
    shop: random.pick([
      'на Ленина, 12',
      'на Советской, 40',
      'в ТЦ «Парус»',
      'на Гагарина, 7',
      'на Мира, 88',
      'у вокзала',
      'в ТЦ «Галерея»',
      'на Садовой, 3',
    ]),
    city: random.pick(['Казань', 'Самара', 'Пермь', 'Тверь', 'Воронеж', 'Уфа', 'Екатеринбург', 'Ярославль', 'Краснодар']),
    order: String(random.whole(41_200, 68_900)),
    doc: String(random.whole(310, 4_870)),
    sum: `${random.whole(2, 48)} ${String(random.whole(100, 999))},${String(random.whole(0, 99)).padStart(2, '0')} ₽`,
    count: String(random.whole(3, 27)),
    version: `5.${random.whole(2, 9)}.${random.whole(0, 6)}`,
    person: random.pick(['Ковалёва Ирина', 'Степанов Руслан', 'Мухина Алёна', 'Грачёв Пётр', 'Зайцева Вера', 'Ким Виктор']),
    minutes: random.pick(['5', '10', '15', '20']),
  }
}

/** The text with its names filled in. @throws for a name nobody gives, which is a slip of the pen in a topic */
export const fill = (text: string, slots: Slots): string =>
  text.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = slots[name]
    if (value === undefined) throw new Error(`No slot is called ${name}`)
    return value
  })

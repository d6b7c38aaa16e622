import type { AnyFormValues } from './form.ts'
import type { Json, JsonObject } from './json.ts'
import type { Known } from './process.ts'
import { minuteMs } from './calendar/local-date.ts'

// What a visit's data and forms are made of; the definition puts them together.

export const repId = { type: 'person', label: { ru: 'Представитель', en: 'Representative' }, party: 'rep' } as const
export const contactId = {
  type: 'contact',
  label: { ru: 'Контакт из справочника', en: 'Contact of the directory' },
  optional: true,
} as const
export const contactName = { type: 'text', label: { ru: 'Контактное лицо', en: 'Contact' }, max: 120 } as const
export const contactEmail = { type: 'email', label: { ru: 'Почта контакта', en: 'Contact’s e-mail' }, optional: true } as const
export const contactPhone = { type: 'phone', label: { ru: 'Телефон контакта', en: 'Contact’s phone' }, optional: true } as const
export const contactOrganization = { type: 'text', label: { ru: 'Посещаемая организация', en: 'Visited organization' }, max: 200 } as const
export const mode = {
  type: 'choice',
  label: { ru: 'Как проходит', en: 'Mode' },
  options: [
    { value: 'remote', label: { ru: 'Дистанционно', en: 'Remote' } },
    { value: 'inPerson', label: { ru: 'Очно', en: 'In person' } },
  ],
} as const
/** The values of `mode`. */
export const visitModes = [mode.options[0].value, mode.options[1].value] as const
export type VisitMode = (typeof visitModes)[number]
export const address = { type: 'text', label: { ru: 'Адрес', en: 'Address' }, max: 300, optional: true } as const
export const startsAt = { type: 'instant', label: { ru: 'Начало', en: 'Start' }, coming: true } as const
export const durationMinutes = {
  type: 'integer',
  label: { ru: 'Длительность, минут', en: 'Duration, minutes' },
  min: 5,
  max: 480,
} as const
/** No visit is longer. */
export const longestVisitMs = durationMinutes.max * minuteMs
export const goals = { type: 'text', label: { ru: 'Цели', en: 'Goals' }, max: 2_000, multiline: true } as const
/** Asked only where a contact has had the visits of the month that they agree to, or asks for another way, hour or distance. */
export const overBudget = {
  type: 'text',
  label: { ru: 'Почему вопреки тому, на что согласен контакт', en: 'Why against what the contact agrees to' },
  max: 500,
  optional: true,
} as const
export const follows = {
  type: 'reference',
  label: { ru: 'Продолжает визит', en: 'Continues visit' },
  hint: { ru: 'Номер, например В-2026-000123', en: 'A number, such as В-2026-000123' },
  optional: true,
} as const
export const comment = (ru: string, en: string) => ({ type: 'text', label: { ru, en }, max: 2_000, multiline: true }) as const
export const optionalComment = (ru: string, en: string) => ({ ...comment(ru, en), optional: true }) as const

const product = (place: string) =>
  ({ type: 'text', label: { ru: `Продукт ${place}`, en: `Product ${place}` }, max: 120, optional: true, from: 'products' }) as const
/** What is shown. */
export const products = { product1: product('1'), product2: product('2'), product3: product('3') } as const

const reaction = (place: string) =>
  ({
    type: 'integer',
    label: { ru: `Отношение к продукту ${place}`, en: `Reaction to product ${place}` },
    hint: { ru: 'От −2 (против) до +2 (за)', en: 'From −2 (against) to +2 (in favour)' },
    min: -2,
    max: 2,
    optional: true,
  }) as const

/** What a report says; `nextAt` books the next visit. */
export const report = {
  goalsReached: {
    type: 'choice',
    label: { ru: 'Цели достигнуты', en: 'Goals reached' },
    options: [
      { value: 'yes', label: { ru: 'Да', en: 'Yes' } },
      { value: 'partly', label: { ru: 'Частично', en: 'Partly' } },
      { value: 'no', label: { ru: 'Нет', en: 'No' } },
    ],
  },
  reaction1: reaction('1'),
  reaction2: reaction('2'),
  reaction3: reaction('3'),
  lastedMinutes: { type: 'integer', label: { ru: 'Сколько длился, минут', en: 'Lasted, minutes' }, min: 1, max: 600, optional: true },
  attendees: { type: 'integer', label: { ru: 'Сколько человек было', en: 'People present' }, min: 1, max: 500, optional: true },
  ordered: { type: 'flag', label: { ru: 'Договорились о заказе', en: 'An order was agreed' }, optional: true },
  onShelf: {
    type: 'choice',
    label: { ru: 'Продукты на полке', en: 'Products on the shelf' },
    options: [
      { value: 'all', label: { ru: 'Все', en: 'All' } },
      { value: 'some', label: { ru: 'Не все', en: 'Some' } },
      { value: 'none', label: { ru: 'Нет', en: 'None' } },
    ],
    optional: true,
  },
  left: optionalComment('Оставлено образцов и материалов', 'Samples and materials left'),
  competitors: optionalComment('О конкурентах', 'About competitors'),
  notes: optionalComment('Заметки', 'Notes'),
  nextStep: {
    ...optionalComment('Следующий шаг', 'Next step'),
    phrases: [
      { ru: 'Привезти образцы', en: 'Bring samples' },
      { ru: 'Прислать исследование', en: 'Send the study' },
      { ru: 'Договориться о заказе', en: 'Agree on an order' },
      { ru: 'Вернуться с ответом', en: 'Come back with an answer' },
    ],
  },
  nextAt: { type: 'instant', label: { ru: 'Следующий визит', en: 'Next visit' }, optional: true, coming: true },
} as const
export const photos = { type: 'files', label: { ru: 'Фотографии', en: 'Photos' }, maxCount: 10, pictures: true, optional: true } as const

/** What a report says already: what it said before it was returned, or how long the visit lasted. */
export function reportSuggested({ data, spentMs }: Known): AnyFormValues {
  const before = filledIn(data, Object.keys(report))
  const minutes = Math.round(spentMs('inProgress') / minuteMs)
  const { min, max } = report.lastedMinutes
  return { ...(minutes < min || minutes > max ? {} : { lastedMinutes: minutes }), ...before }
}

export const flag = (ru: string, en: string) => ({ type: 'flag', label: { ru, en }, optional: true }) as const

export const rating = { type: 'integer', label: { ru: 'Оценка контакта', en: 'Contact’s rating' }, min: 1, max: 5 } as const
/** Coordinates, where the device may tell them. */
export const optionalPlace = { type: 'text', label: { ru: 'Где начат', en: 'Started at' }, max: 60, optional: true } as const

/** The plan's times in the data: the end follows from the start and the length. */
export function times(start: Json | undefined, minutes: Json | undefined): JsonObject {
  const beginsAt = Date.parse(String(start))
  const length = typeof minutes === 'number' ? minutes : durationMinutes.min
  return {
    startsAt: new Date(beginsAt).toISOString(),
    durationMinutes: length,
    endsAt: new Date(beginsAt + length * minuteMs).toISOString(),
  }
}

/** Those of the data that a form can hold. */
const filledIn = (data: JsonObject, names: readonly string[]): AnyFormValues =>
  Object.fromEntries(
    names.flatMap((name) => {
      const value = data[name]
      return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? [[name, value]] : []
    }),
  )

/** Those of the fields that were filled. */
export const filled = (form: AnyFormValues, names: readonly string[]): JsonObject =>
  Object.fromEntries(names.flatMap((name) => (form[name] === undefined ? [] : [[name, form[name]]])))

// What a ticket's data and forms are made of; the definition puts them together.

export const requestType = {
  type: 'choice',
  label: { ru: 'Вид обращения', en: 'Request type' },
  options: [
    { value: 'incident', label: { ru: 'Инцидент', en: 'Incident' } },
    { value: 'problem', label: { ru: 'Проблема', en: 'Problem' } },
    { value: 'serviceRequest', label: { ru: 'Запрос на обслуживание', en: 'Service request' } },
    { value: 'developmentRequest', label: { ru: 'Запрос на развитие', en: 'Development request' } },
  ],
} as const
export const channel = {
  type: 'choice',
  label: { ru: 'Откуда', en: 'Channel' },
  options: [
    { value: 'mail', label: { ru: 'Почта', en: 'E-mail' } },
    { value: 'console', label: { ru: 'Консоль', en: 'Console' } },
    { value: 'form', label: { ru: 'Форма на сайте', en: 'Public form' } },
    { value: 'phone', label: { ru: 'Телефон', en: 'Phone' } },
  ],
} as const
export const line = {
  type: 'choice',
  label: { ru: 'Линия', en: 'Line' },
  options: [
    { value: 'support1', label: { ru: 'Линия 1', en: 'Line 1' } },
    { value: 'support2', label: { ru: 'Линия 2', en: 'Line 2' } },
    { value: 'support3', label: { ru: 'Линия 3', en: 'Line 3' } },
  ],
} as const
export const subject = { type: 'text', label: { ru: 'Тема', en: 'Subject' }, max: 200 } as const
export const description = { type: 'text', label: { ru: 'Описание', en: 'Description' }, max: 20_000, multiline: true } as const
export const requesterEmail = { type: 'email', label: { ru: 'Почта заявителя', en: 'Requester’s e-mail' } } as const
export const requesterPhone = {
  type: 'phone',
  label: { ru: 'Телефон заявителя', en: 'Requester’s phone' },
  hint: { ru: 'Без почты ответы придут сюда по SMS', en: 'Without an e-mail our answers go here by SMS' },
  optional: true,
} as const
/** Where it is night for the requester; the organization's own zone when nobody knows. */
export const requesterZone = {
  type: 'choice',
  label: { ru: 'Часовой пояс заявителя', en: 'Requester’s time zone' },
  hint: { ru: 'Чтобы SMS не приходили ночью', en: 'So that no SMS comes at night' },
  options: [
    { value: 'Europe/Kaliningrad', label: { ru: 'Калининград', en: 'Kaliningrad' } },
    { value: 'Europe/Moscow', label: { ru: 'Москва', en: 'Moscow' } },
    { value: 'Europe/Samara', label: { ru: 'Самара', en: 'Samara' } },
    { value: 'Asia/Yekaterinburg', label: { ru: 'Екатеринбург', en: 'Yekaterinburg' } },
    { value: 'Asia/Omsk', label: { ru: 'Омск', en: 'Omsk' } },
    { value: 'Asia/Krasnoyarsk', label: { ru: 'Красноярск', en: 'Krasnoyarsk' } },
    { value: 'Asia/Irkutsk', label: { ru: 'Иркутск', en: 'Irkutsk' } },
    { value: 'Asia/Yakutsk', label: { ru: 'Якутск', en: 'Yakutsk' } },
    { value: 'Asia/Vladivostok', label: { ru: 'Владивосток', en: 'Vladivostok' } },
    { value: 'Asia/Magadan', label: { ru: 'Магадан', en: 'Magadan' } },
    { value: 'Asia/Kamchatka', label: { ru: 'Камчатка', en: 'Kamchatka' } },
  ],
  optional: true,
} as const
export const requesterName = { type: 'text', label: { ru: 'Имя заявителя', en: 'Requester’s name' }, max: 120, optional: true } as const
export const files = { type: 'files', label: { ru: 'Файлы', en: 'Files' }, maxCount: 20, optional: true } as const

export const follows = { type: 'reference', label: { ru: 'Продолжает обращение', en: 'Continues ticket' }, optional: true } as const

export const comment = (ru: string, en: string) => ({ type: 'text', label: { ru, en }, max: 20_000, multiline: true }) as const
export const optionalComment = (ru: string, en: string) => ({ ...comment(ru, en), optional: true }) as const
export const rating = { type: 'integer', label: { ru: 'Оценка', en: 'Rating' }, min: 1, max: 5 } as const

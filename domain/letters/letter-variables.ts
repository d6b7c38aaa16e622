import type { Label, Lang } from '../label.ts'
import type { VarSpec, Vars, VarType, VarValue } from './variables.ts'
import { declared } from './variables.ts'
import { hourMs } from '../calendar/local-date.ts'

interface Variable {
  /** What it is, for whoever writes a text. */
  readonly meaning: Label
  /** An example of a variable that is words. */
  readonly example?: Label
  /** An example of an instant: so many hours from now. */
  readonly inHours?: number
}

const word = (ru: string, en: string, exampleRu: string, exampleEn: string): Variable => ({
  meaning: { ru, en },
  example: { ru: exampleRu, en: exampleEn },
})
const instant = (ru: string, en: string, inHours: number): Variable => ({ meaning: { ru, en }, inHours })
const plain = (ru: string, en: string): Variable => ({ meaning: { ru, en } })

const variables: { readonly [name: string]: Variable } = {
  number: word('Номер, по которому находят переписку', 'The number that correspondence is found by', 'О-2026-000123', 'О-2026-000123'),
  subject: word(
    'Тема обращения или название дела',
    'The subject, or the title of the work',
    'Не печатает принтер',
    'The printer does not print',
  ),
  organization: word('Название вашей организации', 'The name of your organization', 'Альфа', 'Alfa'),
  supportAddress: word('Адрес, на который вам пишут', 'The address that people write to', 'support@alfa.example', 'support@alfa.example'),
  pageUrl: plain('Ссылка на личную страницу получателя', 'The link to the receiver’s private page'),
  reopenUrl: plain('Ссылка, которая открывает обращение снова', 'The link that reopens the ticket'),
  ratingUrls: plain('Шкала оценки от 1 до 5, отдельной строкой', 'The scale of marks 1 to 5, in a line of its own'),
  processUrl: plain('Ссылка на дело в Вехе, для сотрудников', 'The link to the work in Vekha, for staff'),
  confirmUrl: plain('Ссылка, по которой контакт подтверждает визит', 'The link by which the contact confirms the visit'),
  refuseUrl: plain('Ссылка, по которой контакт отказывается или просит другое время', 'The link to decline or to ask for another time'),
  enterUrl: plain('Ссылка для входа на дистанционный визит', 'The link to join a remote visit'),
  requesterName: word('Имя заявителя', 'The requester’s name', 'Анна Смирнова', 'Anna Smirnova'),
  agentName: word('Имя сотрудника поддержки', 'The name of the support agent', 'Пётр Волков', 'Pyotr Volkov'),
  question: word(
    'Вопрос заявителю, как его написали',
    'The question to the requester, as it was written',
    'Какая модель принтера?\nПришлите, пожалуйста, фотографию экрана с ошибкой.',
    'Which model is the printer?\nPlease send a photo of the screen with the error.',
  ),
  solution: word(
    'Решение, как его написали',
    'The solution, as it was written',
    'Заменили картридж и обновили драйвер.\nНапечатайте, пожалуйста, пробную страницу.',
    'We have replaced the cartridge and updated the driver.\nPlease print a test page.',
  ),
  comment: word(
    'Пояснение, как его написали',
    'The comment, as it was written',
    'Мы не занимаемся техникой, купленной сотрудниками.',
    'We do not look after devices that people bought themselves.',
  ),
  duplicateOf: word(
    'Номер обращения, которое повторяет это',
    'The number of the ticket that this one repeats',
    'О-2026-000098',
    'О-2026-000098',
  ),
  officeHours: word('Часы работы', 'Office hours', 'пн–пт с 9:00 до 18:00 (МСК)', 'Mon–Fri 9:00 to 18:00 (MSK)'),
  answerDueAt: instant('Когда обещан первый ответ', 'When the first answer is promised', 24),
  solutionDueAt: instant('Когда обещано решение', 'When the solution is promised', 72),
  closesAt: instant('Когда обращение закроется без ответа', 'When the ticket is closed without an answer', 168),
  reopenUntilAt: instant('До какого времени можно открыть снова', 'Until when it can be reopened', 120),
  contactName: word('Имя контакта', 'The contact’s name', 'Мария Ильина', 'Maria Ilyina'),
  repName: word('Имя представителя', 'The representative’s name', 'Игорь Соколов', 'Igor Sokolov'),
  startsAt: instant('Начало визита', 'The start of the visit', 48),
  endsAt: instant('Конец визита', 'The end of the visit', 49),
  mode: plain('Как проходит: «дистанционно» или «очно»', 'How it is held: “remotely” or “in person”'),
  address: word('Адрес визита', 'The address of the visit', 'Садовая, 12, кабинет 3', 'Sadovaya 12, room 3'),
  wasAt: instant('На какое время визит был назначен раньше', 'When the visit was planned before', 24),
  nextAt: instant('Предлагаемое время следующего визита', 'The proposed time of the next visit', 96),
  kind: word('Вид дела', 'The kind of work', 'Обращение', 'Ticket'),
  state: word('Состояние дела', 'The state of the work', 'В работе', 'In progress'),
  recipientName: word('Имя получателя, сотрудника', 'The name of the receiver, a colleague', 'Ольга Дёмина', 'Olga Dyomina'),
  priority: word('Приоритет', 'The priority', 'Высокий', 'High'),
  dueAt: instant('Ближайший срок', 'The nearest deadline', 24),
  assigneeName: word('Имя исполнителя', 'The assignee’s name', 'Пётр Волков', 'Pyotr Volkov'),
  byName: word('Кто назначил', 'Who assigned it', 'Ольга Дёмина', 'Olga Dyomina'),
  reportName: word('Название отчёта', 'The name of the report', 'Визиты за неделю', 'Visits of the week'),
  fromDay: word('Первый день, о котором отчёт', 'The first day that the report tells of', '16.11.2026', '2026-11-16'),
  toDay: word('Последний день, о котором отчёт', 'The last day that the report tells of', '22.11.2026', '2026-11-22'),
  ownerName: word('Кто настроил отправку отчёта', 'Who has set the report up', 'Мария Орлова', 'Maria Orlova'),
  figuresUrl: plain('Ссылка на показатели в Вехе', 'The link to the figures in Vekha'),
  deadline: word('Название срока', 'The name of the deadline', 'Первый ответ', 'First answer'),
}

/** The variables that a text may name: all but the zone that instants are written in. */
export const offeredNames = (spec: VarSpec): readonly string[] => Object.keys(spec).filter((name) => name !== 'zone')

/** What a variable means. @throws for one that nobody has described, which a test catches */
export function meaningOf(name: string): Label {
  const found = variables[name]
  if (!found) throw new Error(`Nobody has said what ${name} means`)
  return found.meaning
}

export interface SampleSetting {
  readonly lang: Lang
  readonly organization: string
  /** IANA. */
  readonly zone: string
  /** What links begin with, without a slash at the end. */
  readonly publicUrl: string
  /** Epoch milliseconds. */
  readonly now: number
}

/** What follows a private page's address in a link that does more than open it. */
const leadsTo: { readonly [name: string]: string } = { reopenUrl: '&reopen', confirmUrl: '&confirm', refuseUrl: '&refuse' }
/** Pages of the console, which need no token. */
const consoleUrls: { readonly [name: string]: (publicUrl: string) => string } = {
  processUrl: (publicUrl) => `${publicUrl}/p/%D0%9E-2026-000123`,
  figuresUrl: (publicUrl) => `${publicUrl}/figures`,
}
const visitNumber = 'В-2026-000045'
/** As long as the tokens of private links, so that an SMS is as long as it will be. */
const token = 'q3Zk8vUo1nT5xWc7yBd2mRf6hLs9pJa4eKg0iXtVwNb'

/** Realistic values of a template's variables, for a preview; without those that may be missing when they are not wanted. */
export function sampleVars(spec: VarSpec, setting: SampleSetting, withOptional = true): Vars {
  const { lang, organization, zone, publicUrl, now } = setting
  const page = `${publicUrl}/${'contactName' in spec ? 'v' : 'r'}#${token}`
  const wholeHour = Math.ceil(now / hourMs) * hourMs
  const ofType: { readonly [T in VarType]: (name: string) => VarValue } = {
    text: (name) => (name === 'number' && 'contactName' in spec ? visitNumber : (variables[name]?.example?.[lang] ?? name)),
    lines: (name) => variables[name]?.example?.[lang] ?? name,
    at: (name) => wholeHour + (variables[name]?.inHours ?? 0) * hourMs,
    url: (name) => consoleUrls[name]?.(publicUrl) ?? `${page}${leadsTo[name] ?? ''}`,
    urls: () => [1, 2, 3, 4, 5].map((stars) => `${page}&rate=${String(stars)}`),
    mode: () => 'remote',
  }
  const own: Vars = { organization, zone }
  return Object.fromEntries(
    Object.keys(spec).flatMap((name) => {
      const is = declared(spec, name)
      if (!is || (is.optional && !withOptional)) return []
      return [[name, own[name] ?? ofType[is.type](name)]]
    }),
  )
}

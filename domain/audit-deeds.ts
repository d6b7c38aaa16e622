import type { Label } from './label.ts'

/** What people and programs do that the audit keeps, besides the moves of processes; for the middle of a sentence. */
const auditDeeds = {
  'absence.end': { ru: 'отсутствие закончено', en: 'an absence ended' },
  'absence.set': { ru: 'отсутствие отмечено', en: 'an absence set' },
  'backup.schedule': { ru: 'расписание копий изменено', en: 'schedule of backups changed' },
  'backup.start': { ru: 'копия начата по просьбе', en: 'backup started by hand' },
  'calendar.feedIssued': { ru: 'выдана ссылка на личный календарь', en: 'link to the personal calendar issued' },
  'calendar.feedRevoked': { ru: 'ссылка на личный календарь отозвана', en: 'link to the personal calendar revoked' },
  'calendar.set': { ru: 'календарь изменён', en: 'calendar changed' },
  'contact.add': { ru: 'контакт добавлен', en: 'contact added' },
  'contact.allow': { ru: 'визиты сверх согласия контакта разрешены', en: 'visits beyond what the contact agrees to allowed' },
  'contact.change': { ru: 'контакт изменён', en: 'contact changed' },
  'contact.distinct': { ru: 'решено, один ли человек два контакта', en: 'decided whether two contacts are one person' },
  'contact.merge': { ru: 'контакты объединены', en: 'contacts merged' },
  'contact.overBudget': { ru: 'визит сверх согласия контакта назначен', en: 'a visit beyond what the contact agrees to booked' },
  'contactOrganization.add': { ru: 'организация контакта добавлена', en: 'contact’s organization added' },
  'contactOrganization.change': { ru: 'организация контакта изменена', en: 'contact’s organization changed' },
  'contacts.import': { ru: 'контакты загружены из файла', en: 'contacts loaded from a file' },
  'file.upload': { ru: 'файл загружен', en: 'file uploaded' },
  'inbox.claim': { ru: 'дело взято себе', en: 'task claimed' },
  'inbox.release': { ru: 'дело возвращено в общие', en: 'task given back' },
  'link.revoke': { ru: 'личная ссылка отозвана', en: 'private link revoked' },
  'organization.create': { ru: 'организация создана', en: 'organization made' },
  'organization.set': { ru: 'настройки организации изменены', en: 'organization’s settings changed' },
  'plan.add': { ru: 'план визитов добавлен', en: 'visit plan added' },
  'plan.change': { ru: 'план визитов изменён', en: 'visit plan changed' },
  'policy.set': { ru: 'срок изменён', en: 'time limit changed' },
  'product.add': { ru: 'продукт добавлен', en: 'product added' },
  'product.change': { ru: 'продукт изменён', en: 'product changed' },
  'report.pause': { ru: 'отчёт приостановлен', en: 'a report paused' },
  'report.remove': { ru: 'отчёт удалён', en: 'a report deleted' },
  'report.resume': { ru: 'отчёт возобновлён', en: 'a report resumed' },
  'report.save': { ru: 'отчёт по расписанию сохранён', en: 'a report on a schedule saved' },
  'report.send': { ru: 'отчёт отправлен', en: 'a report sent' },
  'report.set': { ru: 'вопросы отчёта изменены', en: 'questions of reports changed' },
  'session.changePassword': { ru: 'пароль изменён', en: 'password changed' },
  'session.login': { ru: 'вход в систему', en: 'logged in' },
  'session.logout': { ru: 'выход', en: 'logged out' },
  'target.add': { ru: 'контакт добавлен в план', en: 'contact added to a plan' },
  'target.change': { ru: 'визиты контакта по плану изменены', en: 'visits of a contact in a plan changed' },
  'target.remove': { ru: 'контакт убран из плана', en: 'contact taken out of a plan' },
  'telegram.link': { ru: 'подключён Telegram', en: 'Telegram connected' },
  'telegram.unlink': { ru: 'отключён Telegram', en: 'Telegram disconnected' },
  'text.reset': { ru: 'возвращён стандартный текст', en: 'the standard text was restored' },
  'text.set': { ru: 'текст шаблона изменён', en: 'a template’s text was changed' },
  'text.try': { ru: 'шаблон отправлен на пробу', en: 'a template was sent on trial' },
  'user.create': { ru: 'сотрудник добавлен', en: 'person added' },
  'user.remove': { ru: 'сотрудник убран из организации', en: 'person removed from the organization' },
  'user.resetPassword': { ru: 'выдан новый пароль', en: 'new password issued' },
  'user.setZone': { ru: 'часовой пояс сотрудника изменён', en: 'person’s time zone changed' },
  'user.update': { ru: 'сотрудник изменён', en: 'person changed' },
  'view.change': { ru: 'вид изменён', en: 'a view changed' },
  'view.remove': { ru: 'вид удалён', en: 'a view removed' },
} as const satisfies Readonly<Record<string, Label>>

/** What is done with a process beside its moves; the audit has the kind before a dot. */
const processDeeds = {
  attach: { ru: 'файлы приложены', en: 'files attached' },
  coach: { ru: 'записка наблюдателя', en: 'observer’s note' },
  coachReply: { ru: 'ответ на записку наблюдателя', en: 'answer to the observer’s note' },
  comment: { ru: 'заметка', en: 'note' },
  consent: { ru: 'контакт дал согласие', en: 'the contact agreed' },
  door: { ru: 'решено, впустить ли контакт', en: 'decided whether to let the contact in' },
  enterRoom: { ru: 'вход в комнату', en: 'entered the room' },
  message: { ru: 'сообщение в переписку', en: 'message in the conversation' },
  observe: { ru: 'наблюдатель визита', en: 'observer of the visit' },
  recovered: { ru: 'снова идёт', en: 'goes on again' },
  relate: { ru: 'связь добавлена', en: 'a link added' },
  restart: { ru: 'начат заново с последней записи', en: 'started anew from the last record' },
  rewind: { ru: 'сверен с базой после её восстановления', en: 'taken back to the restored database' },
  seat: { ru: 'контакт у двери комнаты', en: 'the contact is at the door of the room' },
  start: { ru: 'создано', en: 'created' },
  trouble: { ru: 'сбой', en: 'trouble' },
  unrelate: { ru: 'связь убрана', en: 'a link taken away' },
  unwatch: { ru: 'наблюдение снято', en: 'watching ended' },
  watch: { ru: 'добавлено наблюдение', en: 'watching began' },
} as const satisfies Readonly<Record<string, Label>>

/** What a timer of a process did. */
export const timerDeeds = {
  deadlineLate: { ru: 'срок «{name}» прошёл', en: '“{name}” is overdue' },
  deadlineShare: { ru: 'прошло {share} % срока «{name}»', en: '{share}% of “{name}” has passed' },
  movedByItself: { ru: 'само перешло дальше', en: 'moved on by itself' },
  reminded: { ru: 'напоминание отправлено', en: 'reminder sent' },
} as const satisfies Readonly<Record<string, Label>>

/** What a change can be about. */
export const auditEntities = {
  process: { ru: 'Процессы', en: 'Processes' },
  user: { ru: 'Сотрудники и входы', en: 'People and logins' },
  policy: { ru: 'Сроки', en: 'Time limits' },
  organization: { ru: 'Организация и календарь', en: 'Organization and calendar' },
  view: { ru: 'Виды', en: 'Views' },
  contact: { ru: 'Контакты', en: 'Contacts' },
  contactOrganization: { ru: 'Организации контактов', en: 'Organizations of contacts' },
  contactImport: { ru: 'Загрузки контактов', en: 'Contacts loaded from files' },
  product: { ru: 'Продукты', en: 'Products' },
  plan: { ru: 'Планы визитов', en: 'Visit plans' },
  target: { ru: 'Контакты в планах', en: 'Contacts in plans' },
  report: { ru: 'Отчёты', en: 'Reports' },
  text: { ru: 'Шаблоны писем и SMS', en: 'Templates of letters and SMS' },
  file: { ru: 'Файлы', en: 'Files' },
  backup: { ru: 'Резервные копии', en: 'Backups' },
} as const satisfies Readonly<Record<string, Label>>
export type AuditEntity = keyof typeof auditEntities

/** An action as the audit names it. Moves, which a definition names, are told by the definition. */
export type AuditAction = keyof typeof auditDeeds | `${string}.${keyof typeof processDeeds}`

const labelIn = (deeds: Readonly<Record<string, Label>>, name: string): Label | undefined =>
  Object.hasOwn(deeds, name) ? deeds[name] : undefined

/** What an action of the audit is called; undefined for a move, which its definition calls. */
export const deedLabel = (action: string): Label | undefined =>
  labelIn(auditDeeds, action) ?? labelIn(processDeeds, action.slice(action.indexOf('.') + 1))

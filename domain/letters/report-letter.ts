import type { LetterTemplate } from './template.ts'

/** Figures that somebody asked for again and again, as a file; each receiver's are what they may see. */
export const staffReport: LetterTemplate = {
  vars: {
    reportName: 'text',
    fromDay: 'text',
    toDay: 'text',
    organization: 'text',
    zone: 'text',
    figuresUrl: 'url',
    recipientName: 'text?',
    ownerName: 'text?',
  },
  text: {
    ru: {
      subject: '{reportName}: {fromDay} – {toDay}',
      body: [
        'Здравствуйте{if recipientName}, {recipientName}{end}!',
        'Отчёт «{reportName}» с {fromDay} по {toDay} — во вложении. В нём то, что вы видите в Вехе сами.',
        '[Открыть показатели]({figuresUrl})',
        '--\nВеха',
      ].join('\n\n'),
    },
    en: {
      subject: '{reportName}: {fromDay} – {toDay}',
      body: [
        'Hello{if recipientName}, {recipientName}{end}!',
        'The report “{reportName}” for {fromDay} to {toDay} is attached. It holds what you see in Vekha yourself.',
        '[Open the figures]({figuresUrl})',
        '--\nVekha',
      ].join('\n\n'),
    },
  },
  preview: { ru: 'Показатели визитов — файлом.', en: 'The figures of visits, as a file.' },
  footer: {
    ru: 'Отчёт приходит сотруднику организации «{organization}» по расписанию{if ownerName}, которое настроил(а) {ownerName}{end}. Отвечать на письмо не нужно.',
    en: 'This report goes to a member of staff of {organization} on a schedule{if ownerName} that {ownerName} has set up{end}. There is no need to reply.',
  },
}

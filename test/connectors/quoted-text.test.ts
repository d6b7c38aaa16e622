import { describe, expect, test } from 'vitest'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'
import { withoutQuotes } from '../../connectors/mail/quoted-text.ts'
import { plainHeaders, rawLetter } from './raw-letter.ts'

const answer = 'Да, перезагрузка помогла.\n\nСпасибо!'
const old = 'Здравствуйте! Попробуйте перезагрузить принтер.\nНомер О-2026-000123.'
const marked = old
  .split('\n')
  .map((line) => `> ${line}`)
  .join('\n')

/** What stands between an answer and the letter it answers, as the programs write it. */
const clients: Readonly<Record<string, string>> = {
  'Gmail ru': `пт, 20 нояб. 2026 г. в 10:15, Служба поддержки <support@demo.example>:\n\n${marked}`,
  'Gmail en': `On Fri, Nov 20, 2026 at 10:15 AM Support <support@demo.example> wrote:\n\n${marked}`,
  'Gmail en, wrapped': `On Fri, Nov 20, 2026 at 10:15 AM The Support Team of the Organization\n<support@demo.example> wrote:\n\n${marked}`,
  'Yandex ru': `20.11.2026, 10:15, "Служба поддержки" <support@demo.example>:\n\n${old}`,
  'Yandex ru, after dashes': `-- \nОтправлено из мобильного приложения Яндекс Почты\n\n20.11.2026, 10:15, "Служба поддержки" <support@demo.example>:\n${marked}`,
  'Mail.ru ru': `Пятница, 20 ноября 2026, 10:15 +03:00 от Служба поддержки <support@demo.example>:\n \n${old}`,
  'Mail.ru en': `Friday, November 20, 2026 10:15 AM +03:00 from Support <support@demo.example>:\n${marked}`,
  'Outlook ru': `С уважением,\nИван\n\nОт: Служба поддержки <support@demo.example>\nОтправлено: 20 ноября 2026 г. 10:15\nКому: Иван Петров\nТема: RE: Принтер\n\n${old}`,
  'Outlook en': `________________________________\nFrom: Support <support@demo.example>\nSent: Friday, November 20, 2026 10:15 AM\nTo: Ivan Petrov\nSubject: RE: Printer\n\n${old}`,
  'Outlook en, bold in text': `*From:* Support <support@demo.example>\n*Sent:* Friday, November 20, 2026 10:15 AM\n*To:* Ivan Petrov\n*Subject:* RE: Printer\n\n${old}`,
  'old Outlook ru': `-----Исходное сообщение-----\nFrom: Support\nSent: Friday\n\n${old}`,
  'old Outlook en': `-----Original Message-----\nFrom: Support\n\n${old}`,
  'Apple Mail ru': `20 нояб. 2026 г., в 10:15, Служба поддержки <support@demo.example> написал(а):\n\n${marked}`,
  'Apple Mail en': `On 20 Nov 2026, at 10:15, Support <support@demo.example> wrote:\n\n${marked}`,
  'iPhone ru': `Отправлено с iPhone\n\n20 нояб. 2026 г., в 10:15, Support <support@demo.example> написал(а):\n\n\u00a0\n${marked}`,
  'Thunderbird ru': `20.11.2026 10:15, Служба поддержки пишет:\n${marked}`,
  'Thunderbird en': `On 20/11/2026 10:15, Support wrote:\n${marked}`,
  'Roundcube ru': `Служба поддержки писал 2026-11-20 10:15:\n${marked}`,
  'no introduction at all': marked,
}

describe('the quoted history is cut off', () => {
  test.each(Object.entries(clients))('%s', (name, history) => {
    const left = withoutQuotes(`${answer}\n\n${history}\n`)
    expect(left.replace('\n\nС уважением,\nИван', '')).toBe(answer)
    expect(name).not.toBe('')
  })

  test('of an HTML letter', async () => {
    const html = `<div dir="ltr">${answer.replaceAll('\n', '<br>')}</div><br><div class="gmail_quote"><div dir="ltr">пт, 20 нояб. 2026 г. в 10:15, Support &lt;<a href="mailto:support@demo.example">support@demo.example</a>&gt;:<br></div><blockquote>${old}</blockquote></div>`
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html; charset=utf-8'], html))
    expect(letter.replyText).toBe(answer)
    expect(letter.text).toContain('перезагрузить')
  })

  test('of an Outlook HTML letter', async () => {
    const html = `<p>${answer.split('\n\n').join('</p><p>')}</p><div style="border-top:solid"><p><b>От:</b> Support &lt;support@demo.example&gt;<br><b>Отправлено:</b> 20 ноября 2026 г. 10:15<br><b>Кому:</b> Иван<br><b>Тема:</b> RE: Принтер</p></div><p>${old}</p>`
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html; charset=utf-8'], html))
    expect(letter.replyText).toBe(answer)
  })
})

describe('what stays', () => {
  test('an answer below the quote', () => {
    expect(withoutQuotes(`On Fri, Nov 20, 2026 at 10:15 AM Support <s@demo.example> wrote:\n${marked}\n\n${answer}`)).toBe(answer)
  })

  test('answers between quoted questions, with the questions', () => {
    const between = '> Какой принтер?\n\nHP 1020\n\n> Какой кабинет?\n\n305'
    expect(withoutQuotes(`20.11.2026, 10:15, "Support" <s@demo.example>:\n${between}\n\n> С уважением`)).toBe(between)
  })

  test('a forwarded letter', () => {
    const forwarded = 'Посмотрите, пожалуйста.\n\n---------- Forwarded message ---------\nFrom the vendor: it broke.'
    expect(withoutQuotes(forwarded)).toBe(forwarded)
  })

  test.each([
    'Встреча 20.11.2026 в 10:15, адрес:\nЛенина, 5',
    'Ошибка появилась 20.11.2026:\n\nскрин ниже',
    'Я написал в бухгалтерию:\nони молчат',
    'От кого: не знаю\nНо письмо пришло',
    'Пункт -- важный\nи второй',
    'From: the warehouse we get nothing\nPlease check',
  ])('a person’s own words %#', (text) => {
    expect(withoutQuotes(text)).toBe(text)
  })

  test('everything, when nothing else would be left', () => {
    for (const text of [marked, `-- \nИван`, 'Отправлено с iPhone', `-----Original Message-----\n${old}`]) {
      expect(withoutQuotes(`\n${text}\n`)).toBe(text)
    }
    expect(withoutQuotes('  \n ')).toBe('')
  })

  test('a signature goes, dashes in the first line are none', () => {
    expect(withoutQuotes('Текст\n-- \nИван Петров\nтел. 123')).toBe('Текст')
    expect(withoutQuotes('-- \nТекст')).toBe('-- \nТекст')
  })
})

test('a hundred thousand lines made to look like quotes are read', () => {
  const hostile = `${'On Mon, 1 x\n'.repeat(30_000)}${'> '.repeat(30_000)}\n${'20.11.2026, "a" <'.repeat(10_000)}\n${'From: a\n'.repeat(30_000)}`
  expect(withoutQuotes(hostile).length).toBeGreaterThan(0)
})

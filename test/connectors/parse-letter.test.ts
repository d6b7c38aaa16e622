import { Readable } from 'node:stream'
import iconv from 'iconv-lite'
import { describe, expect, test } from 'vitest'
import { parseLetter } from '../../connectors/mail/parse-letter.ts'
import { multipart, plainHeaders, rawLetter } from './raw-letter.ts'

const russian = 'Здравствуйте! Принтер не печатает со вчерашнего дня.\nПомогите, пожалуйста.'

describe('charsets', () => {
  test.each(['koi8-r', 'windows-1251', 'ibm866', 'iso-8859-5', 'utf-16be'])('%s declared', async (charset) => {
    const headers = [...plainHeaders, `Content-Type: text/plain; charset=${charset}`, 'Content-Transfer-Encoding: base64']
    const letter = await parseLetter(rawLetter(headers, iconv.encode(russian, charset).toString('base64')))
    expect(letter.text).toBe(russian)
  })

  test.each(['windows-1251', 'koi8-r', 'ibm866', 'utf-8'])('%s nobody declared', async (charset) => {
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/plain'], iconv.encode(russian, charset)))
    expect(letter.text).toBe(russian)
  })

  test.each(['windows-1251', 'koi8-r'])('%s in a letter without any Content-Type', async (charset) => {
    const letter = await parseLetter(rawLetter(['From: a@b.example', 'To: c@d.example'], iconv.encode(russian, charset)))
    expect(letter.text).toBe(russian)
  })

  test('windows-1251 that claims to be UTF-8, in one part of two', async () => {
    const body = Buffer.concat([
      Buffer.from('--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n'),
      iconv.encode(russian, 'windows-1251'),
      Buffer.from('\r\n--b\r\nContent-Type: text/plain; charset=koi8-r\r\n\r\n'),
      iconv.encode('Вторая часть', 'koi8-r'),
      Buffer.from('\r\n--b--\r\n'),
    ])
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], body))
    expect(letter.text).toContain('Принтер не печатает')
    expect(letter.text).toContain('Вторая часть')
  })

  test('HTML in windows-1251 without a charset', async () => {
    const html = iconv.encode('<html><body><p>Не открывается отчёт за ноябрь</p></body></html>', 'windows-1251')
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html'], html))
    expect(letter.text).toBe('Не открывается отчёт за ноябрь')
  })

  test('an unknown charset and bytes that are no text at all', async () => {
    const letter = await parseLetter(
      rawLetter([...plainHeaders, 'Content-Type: text/plain; charset="x-no-such"'], Buffer.from([0x68, 0x69, 0xff, 0x00, 0xfe])),
    )
    expect(letter.text).toContain('hi')
  })

  test('subject and sender in raw windows-1251', async () => {
    const head = iconv.encode('From: Иван Петров <Ivan@Client.Example>\r\nSubject: Не печатает принтер\r\n\r\nТекст', 'windows-1251')
    const letter = await parseLetter(head)
    expect(letter.subject).toBe('Не печатает принтер')
    expect(letter.from).toEqual({ name: 'Иван Петров', address: 'ivan@client.example' })
    expect(letter.text).toBe('Текст')
  })

  test('a subject in koi8-r words', async () => {
    const words = `=?koi8-r?B?${iconv.encode('Срочно: ', 'koi8-r').toString('base64')}?= =?koi8-r?B?${iconv.encode('сервер', 'koi8-r').toString('base64')}?=`
    const letter = await parseLetter(rawLetter(['From: a@b.example', `Subject: ${words}`], 'x'))
    expect(letter.subject).toBe('Срочно: сервер')
  })
})

describe('headers', () => {
  test('ids, references with the newest last, comments left out', async () => {
    const headers = [
      ...plainHeaders,
      'In-Reply-To: Message of Monday <two@x.example>',
      'References: <a@x.example>',
      ' <b@x.example>\t<two@x.example>',
    ]
    const letter = await parseLetter(rawLetter(headers, 'x'))
    expect(letter.messageId).toBe('<one@client.example>')
    expect(letter.inReplyTo).toEqual(['<two@x.example>'])
    expect(letter.references).toEqual(['<a@x.example>', '<b@x.example>', '<two@x.example>'])
    expect(letter.date?.toISOString()).toBe('2026-11-20T07:15:00.000Z')
  })

  test('nothing but a body', async () => {
    const letter = await parseLetter(Buffer.from('\r\nпривет'))
    expect(letter).toMatchObject({
      messageId: undefined,
      from: undefined,
      subject: '',
      date: undefined,
      text: 'привет',
      to: [],
      broken: undefined,
    })
  })

  test.each([Buffer.alloc(0), Buffer.from('Subject: only\r\n'), Buffer.from('\r\n\r\n')])('an empty letter %#', async (raw) => {
    const letter = await parseLetter(raw)
    expect(letter.text).toBe('')
    expect(letter.replyText).toBe('')
    expect(letter.attachments).toEqual([])
  })

  test('groups, several senders, nonsense addresses, a bad date', async () => {
    const headers = [
      'From: not an address, "B" <b@x.example>',
      'To: Team: c@x.example, d@x.example;, "Evil\\r\\nBcc: x" <e@x.example>',
      'Date: yesterday',
      'Subject: =?utf-8?B?4oCucm9vdA==?=',
    ]
    const letter = await parseLetter(rawLetter(headers, 'x'))
    expect(letter.from?.address).toBe('b@x.example')
    expect(letter.to.map(({ address }) => address)).toEqual(['c@x.example', 'd@x.example', 'e@x.example'])
    expect(letter.date).toBeUndefined()
    expect(letter.subject).toBe('root')
  })
})

describe('bodies', () => {
  test('HTML only becomes text, links kept, scripts dropped', async () => {
    const html =
      '<style>p{color:red}</style><h1>Заявка</h1><p>Не открывается <a href="https://x.example/a">отчёт</a></p><script>alert(1)</script><ul><li>раз<li>два</ul>'
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html; charset=utf-8'], html))
    expect(letter.text).toContain('Заявка')
    expect(letter.text).toContain('отчёт (https://x.example/a)')
    expect(letter.text).toContain('* раз')
    expect(letter.text).not.toMatch(/alert|color/)
  })

  test('of text and HTML the text is taken, with an empty text the HTML', async () => {
    const both = (text: string): string =>
      multipart('b', [`Content-Type: text/plain; charset=utf-8\n\n${text}`, 'Content-Type: text/html; charset=utf-8\n\n<p>из HTML</p>'])
    const headers = [...plainHeaders, 'Content-Type: multipart/alternative; boundary=b']
    expect((await parseLetter(rawLetter(headers, both('из текста')))).text).toBe('из текста')
    expect((await parseLetter(rawLetter(headers, both('  ')))).text).toBe('из HTML')
  })

  test('text and HTML that are two halves are both read', async () => {
    const body = multipart('b', [
      'Content-Type: text/plain; charset=utf-8\n\nпервая половина',
      'Content-Type: text/html; charset=utf-8\n\n<p>вторая половина</p>',
    ])
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], body))
    expect(letter.text).toContain('первая половина')
    expect(letter.text).toContain('вторая половина')
  })

  test('a boundary that never ends, one that never comes, a part cut in base64', async () => {
    const cut =
      '--b\nContent-Type: text/plain; charset=utf-8\n\nтекст есть\n--b\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: base64\n\nSGVsbG8g'
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], cut))
    expect(letter.text).toBe('текст есть')
    expect(letter.attachments.map(({ filename, content }) => [filename, content.toString()])).toEqual([['a.pdf', 'Hello ']])
    const never = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=zzz'], 'no parts here'))
    expect(never.broken).toBe('No part of the letter could be found')
    expect(never.attachments[0]?.content.toString()).toContain('no parts here')
  })

  test('more headers than any letter has leave the whole letter as a file', async () => {
    const raw = Buffer.concat([Buffer.from('From: a@b.example\r\n'), Buffer.alloc(3_000_000, 'X-Filler: 0123456789\r\n')])
    const letter = await parseLetter(raw)
    expect(letter.broken).toBeDefined()
    expect(letter.attachments).toMatchObject([{ filename: 'письмо.eml', sizeBytes: raw.length }])
  })

  test('deep and endless HTML does not break the reader', async () => {
    const html = `${'<div>'.repeat(50_000)}глубоко${'<table><tr><td>'.repeat(5000)}`
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html; charset=utf-8'], html))
    expect(letter.broken).toBeUndefined()
    expect(letter.text).toContain('глубоко')
  })
})

describe('files', () => {
  test('a picture inside the HTML, a picture below it, winmail.dat and an embedded letter', async () => {
    const parts = [
      'Content-Type: text/html; charset=utf-8\n\n<p>Вот <img src="cid:shot@x"></p>',
      'Content-Type: image/png; name="shot.png"\nContent-ID: <shot@x>\nContent-Disposition: inline; filename="shot.png"\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
      'Content-Type: image/png\nContent-ID: <unused@x>\nContent-Transfer-Encoding: base64\n\niVBORw0KGgo=',
      'Content-Type: application/ms-tnef; name="winmail.dat"\nContent-Transfer-Encoding: base64\n\neJ8+IjEyMzQ=',
      'Content-Type: message/rfc822\n\nFrom: x@y.example\nSubject: inner\nContent-Type: text/plain\n\nвнутри',
    ]
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/related; boundary=b'], multipart('b', parts)))
    expect(letter.attachments.map(({ filename, contentType, inline }) => [filename, contentType, inline])).toEqual([
      ['shot.png', 'image/png', true],
      ['вложение-2.png', 'image/png', false],
      ['winmail.dat', 'application/ms-tnef', false],
      ['вложение-4.eml', 'message/rfc822', false],
    ])
    expect(letter.attachments[3]?.content.toString()).toContain('внутри')
    expect(letter.text).not.toContain('внутри')
  })

  test('a picture pasted into the HTML as data', async () => {
    const html = `<p>до</p><img src="data:image/png;base64,${'iVBORw0KGgo='.padStart(3_000_000, 'A')}"><p>после</p>`
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: text/html; charset=utf-8'], html))
    expect(letter.text).toBe('до\n\nпосле')
    expect(letter.attachments).toMatchObject([{ filename: 'вложение-1.png', contentType: 'image/png', inline: true }])
    expect(letter.attachments[0]?.sizeBytes).toBeGreaterThan(2_000_000)
  })

  test.each([
    ['"\u202Egpj.exe"', 'gpj.exe'],
    ['"../../etc/passwd"', 'passwd'],
    ['"C:\\\\Users\\\\me\\\\отчёт.docx"', 'отчёт.docx'],
    ['"a\u0000b\tc.txt"', 'abc.txt'],
    ['"con.txt"', '_con.txt'],
    ['"..."', 'вложение-1.pdf'],
    ['"  "', 'вложение-1.pdf'],
    [`"${'д'.repeat(300)}.pdf"`, `${'д'.repeat(116)}.pdf`],
    ['=?windows-1251?B?7vLx5fIu?= =?windows-1251?B?cGRm?=', 'отсет.pdf'],
  ])('the name %s becomes %s', async (given, expected) => {
    const body = multipart('b', [`Content-Type: application/pdf\nContent-Disposition: attachment; filename=${given}\n\nx`])
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], body))
    expect(letter.attachments.map(({ filename }) => filename)).toEqual([expected])
  })

  test('a name in raw windows-1251', async () => {
    const head = 'Content-Type: application/pdf\r\nContent-Disposition: attachment; filename="'
    const body = Buffer.concat([
      Buffer.from(`--b\r\n${head}`),
      iconv.encode('Договор.pdf', 'windows-1251'),
      Buffer.from('"\r\n\r\nx\r\n--b--\r\n'),
    ])
    const letter = await parseLetter(rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], body))
    expect(letter.attachments[0]?.filename).toBe('Договор.pdf')
  })
})

test('28 MB are read from a stream, whole, while others get their turn', async () => {
  const file = Buffer.alloc(20 * 1024 * 1024, 'ab')
  const base64 = file.toString('base64').replaceAll(/.{76}/g, '$&\r\n')
  const body = `--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nсмотрите файл\r\n--b\r\nContent-Type: application/zip; name=big.zip\r\nContent-Transfer-Encoding: base64\r\n\r\n${base64}\r\n--b--\r\n`
  const raw = rawLetter([...plainHeaders, 'Content-Type: multipart/mixed; boundary=b'], Buffer.from(body))
  expect(raw.length).toBeGreaterThan(27 * 1024 * 1024)
  const turns = { count: 0 }
  const timer = setInterval(() => (turns.count += 1), 1)
  const letter = await parseLetter(Readable.from([raw.subarray(0, 1000), raw.subarray(1000)]))
  clearInterval(timer)
  expect(letter.text).toBe('смотрите файл')
  expect(letter.attachments[0]?.content.equals(file)).toBe(true)
  expect(turns.count).toBeGreaterThan(20)
})

test('halves of characters and NULs, which no jsonb takes, are gone', async () => {
  const half = iconv.encode('a', 'utf-16le').toString('latin1') + '\x3d\xd8' + iconv.encode('b\u0000c', 'utf-16le').toString('latin1')
  const headers = [
    'From: "x\u0000" <a@b.example>',
    `Subject: ${'x'.repeat(499)}😀`,
    'Message-ID: <a\u0000b@c>',
    'Content-Type: text/plain; charset=utf-16le',
    'Content-Transfer-Encoding: base64',
  ]
  const letter = await parseLetter(rawLetter(headers, Buffer.from(half, 'latin1').toString('base64')))
  const kept = JSON.stringify({ ...letter, attachments: [] })
  expect(letter.text).toMatch(/^a.?bc$/u)
  expect(kept).not.toMatch(/\\u0000|\\ud[89a-f]/iu)
  expect(letter.subject.endsWith('😀')).toBe(true)
})

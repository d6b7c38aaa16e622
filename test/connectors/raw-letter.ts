/** A raw letter out of header lines and a body; line ends as SMTP wants them. */
export function rawLetter(headers: readonly string[], body: string | Buffer): Buffer {
  const head = Buffer.from(`${headers.join('\r\n')}\r\n\r\n`, 'utf8')
  return Buffer.concat([head, Buffer.isBuffer(body) ? body : Buffer.from(body.replaceAll(/\r?\n/g, '\r\n'), 'utf8')])
}

export const plainHeaders = [
  'From: "Иван Петров" <ivan@client.example>',
  'To: support@demo.example',
  'Subject: Printer',
  'Message-ID: <one@client.example>',
  'Date: Fri, 20 Nov 2026 10:15:00 +0300',
  'MIME-Version: 1.0',
]

/** A multipart body out of whole parts, headers included. */
export function multipart(boundary: string, parts: readonly string[]): string {
  return `${parts.map((part) => `--${boundary}\n${part}\n`).join('')}--${boundary}--\n`
}

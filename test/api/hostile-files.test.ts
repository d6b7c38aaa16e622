import { deflateRawSync, deflateSync } from 'node:zlib'
import { readdir } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { createConnection } from 'node:net'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { heldUploadBytes } from '../../api/rest/files.ts'
import { fileChunks, files } from '../../db/schema/message.ts'
import { testApi } from '../support/api.ts'
import type { TestApi } from '../support/api.ts'
import { signIn } from '../support/browser.ts'
import type { Browser } from '../support/browser.ts'
import { makeOrganization, makePerson } from '../support/people.ts'
import type { TestOrganization } from '../support/people.ts'

// Fault 21: forty files that somebody made to hurt. Each is refused, or kept as the bytes it is and given back as a
// download that nothing runs; nothing is ever unpacked, drawn or rendered here.

let api: TestApi
let organization: TestOrganization
let browser: Browser
beforeAll(async () => {
  api = await testApi()
  organization = await makeOrganization(api.db)
  browser = await signIn(api.app, await makePerson(api.db, [organization], ['support1']))
})
afterAll(() => api.close())

const ascii = (text: string): Buffer => Buffer.from(text, 'latin1')
const zip = (
  entries: readonly { readonly name: string; readonly data: Buffer; readonly sizeBytes?: number; readonly mode?: number }[],
): Buffer => {
  const locals: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const { name, data, sizeBytes, mode } of entries) {
    const packed = deflateRawSync(data)
    const size = sizeBytes ?? data.length
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(8, 4)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(size, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([ascii('PK\x03\x04'), shared, Buffer.from(name), packed])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(((mode ?? 0o100644) << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    central.push(Buffer.concat([ascii('PK\x01\x02\x14\x03'), shared, rest, Buffer.from(name)]))
    locals.push(local)
    offset += local.length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(entries.length, 4)
  end.writeUInt16LE(entries.length, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...locals, directory, ascii('PK\x05\x06'), end])
}
const chunk = (type: string, data: Buffer): Buffer => {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  return Buffer.concat([length, ascii(type), data, Buffer.alloc(4)])
}
const png = (width: number, height: number, more: readonly Buffer[] = []): Buffer => {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(width, 0)
  size.writeUInt32BE(height, 4)
  size.set([8, 6, 0, 0, 0], 8)
  const pixels = chunk('IDAT', deflateSync(Buffer.alloc(1_000)))
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', size), ...more, pixels, chunk('IEND', Buffer.alloc(0))])
}
const script = '<script>alert(document.cookie)</script>'
const svg = (inside: string): Buffer => Buffer.from(`<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg">${inside}</svg>`)
const xxe = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'
const laughs = `<!DOCTYPE l [<!ENTITY a "ha">${Array.from({ length: 20 }, (_, i) => `<!ENTITY a${String(i)} "${`&a${i === 0 ? '' : String(i - 1)};`.repeat(10)}">`).join('')}]><l>&a19;</l>`
const docx = (xml: string): Buffer =>
  zip([
    { name: '[Content_Types].xml', data: Buffer.from('<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>') },
    { name: 'word/document.xml', data: Buffer.from(xml) },
  ])
const eicar = ['X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR', '-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'].join('')

/** What a file is, by the name it comes with. */
const corpus: Readonly<Record<string, Buffer>> = {
  'bomb.zip': zip([{ name: 'zeros', data: Buffer.alloc(15_000_000), sizeBytes: 0xfffffff0 }]),
  'many.zip': zip(Array.from({ length: 5_000 }, (_, i) => ({ name: `f${String(i)}`, data: Buffer.alloc(0) }))),
  'nested.zip': zip([{ name: 'inner.zip', data: zip([{ name: 'zeros', data: Buffer.alloc(1_000_000) }]) }]),
  'slip.zip': zip([{ name: '../../../../etc/cron.d/x', data: Buffer.from('* * * * * root true') }]),
  'symlink.zip': zip([{ name: 'link', data: Buffer.from('/etc/passwd'), mode: 0o120777 }]),
  'cut.zip': zip([{ name: 'a', data: Buffer.alloc(100) }]).subarray(0, 40),
  'external.docx': docx(xxe),
  'laughs.docx': docx(laughs),
  'macro.docm': zip([
    { name: '[Content_Types].xml', data: Buffer.from('<Types/>') },
    { name: 'word/vbaProject.bin', data: Buffer.alloc(50, 1) },
  ]),
  'huge.png': png(50_000, 50_000),
  'negative.png': png(0xffffffff, 0xffffffff),
  'nothing.png': png(0, 0),
  'scripted.png': png(1, 1, [chunk('tEXt', ascii(`Comment\0${script}`))]),
  'packed.png': png(1, 1, [chunk('zTXt', Buffer.concat([ascii('Comment\0\0'), deflateSync(Buffer.alloc(10_000_000))]))]),
  'page.png': Buffer.from(`<html>${script}</html>`),
  'png-then-page.png': Buffer.concat([png(1, 1), Buffer.from(`<html>${script}</html>`)]),
  'gif-or-script.gif': ascii('GIF89a/*\x00\x00\x00*/=1;alert(1)//'),
  'jpeg-or-page.jpg': Buffer.concat([Buffer.from('ffd8ffe000104a46494600010100000100010000fffe', 'hex'), Buffer.from(script)]),
  'script.svg': svg(script),
  'onload.svg': svg('<g onload="alert(1)"/>'),
  'foreign.svg': svg(`<foreignObject><iframe xmlns="http://www.w3.org/1999/xhtml" src="javascript:alert(1)"/></foreignObject>`),
  'entity.svg': Buffer.from(xxe.replace('<x>', '<svg xmlns="http://www.w3.org/2000/svg">').replace('</x>', '</svg>')),
  'page.html': Buffer.from(`<!doctype html>${script}`),
  'page.xhtml': Buffer.from(`<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml">${script}</html>`),
  'sheet.xml': Buffer.from('<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="data:text/xml,x"?><x/>'),
  'utf7.txt': ascii('+ADw-script+AD4-alert(1)+ADw-/script+AD4-'),
  'utf16.html': Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(script, 'utf16le')]),
  'pdf-or-page.pdf': ascii(`%PDF-1.7\n${script}\n%%EOF`),
  'script.pdf': ascii('%PDF-1.7\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>endobj\n%%EOF'),
  'late.pdf': ascii(`${' '.repeat(900)}%PDF-1.4\n${script}`),
  'eicar.com': ascii(eicar),
  'program.exe': Buffer.concat([ascii('MZ'), Buffer.alloc(200)]),
  'shell.sh': Buffer.from('#!/bin/sh\nrm -rf "$HOME"\n'),
  'shortcut.url': Buffer.from('[InternetShortcut]\r\nURL=file:///etc/passwd\r\n'),
  'formula.csv': Buffer.from('=HYPERLINK("http://evil.example","x")\n@SUM(1)\n'),
  'flash.swf': Buffer.concat([ascii('CWS\x0a'), Buffer.alloc(50)]),
  'worker.js': Buffer.from('self.addEventListener("fetch", () => {})'),
  'manifest.appcache': Buffer.from('CACHE MANIFEST\n/\n'),
  'nul.txt': Buffer.from('a\0b'),
  'half.txt': Buffer.from([0xd0]),
}
const names: readonly string[] = [
  '../../x',
  '..\\..\\x',
  '/etc/passwd',
  'C:\\x',
  'a\u202Egpj.exe',
  'a\u2066b\u2069.txt',
  `${'ж'.repeat(300)}.pdf`,
  'a\u0000.png.exe',
  'x"; filename="y.html',
  "x'; drop table files; --",
  '<img src=x onerror=alert(1)>.png',
  '%2e%2e%2fx',
  'CON',
  '.htaccess',
  ' ',
  '…',
]

function form(content: Buffer, name: string): { payload: Buffer; headers: Record<string, string> } {
  const quoted = name.replace(/"/g, '%22').replace(/[\r\n]/g, ' ')
  const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="${quoted}"\r\nContent-Type: text/html\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), content, Buffer.from('\r\n--x--\r\n')]),
    headers: { 'content-type': 'multipart/form-data; boundary=x' },
  }
}
const upload = (content: Buffer, name: string) => browser.request({ method: 'POST', url: '/files', ...form(content, name) })
const counts = () => api.db.tenant(organization.id, async (tx) => ({ files: await tx.$count(files), chunks: await tx.$count(fileChunks) }))
const spooled = async (): Promise<string[]> => (await readdir(tmpdir())).filter((name) => name.startsWith('vekha-upload-'))

const runnable = /html|svg|javascript|ecmascript|flash|shockwave|[/+]xml/
const shown: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp'])

test('there are forty files', () => {
  expect(Object.keys(corpus).length).toBeGreaterThanOrEqual(40)
})

describe('a hostile file is kept as it is and given back as a download that nothing runs', () => {
  test.each(Object.entries(corpus))('%s', async (name, content) => {
    const taken = await upload(content, name)
    expect(taken.statusCode).toBe(200)
    const { id, sizeBytes } = taken.json<{ id: string; sizeBytes: number }>()
    expect(sizeBytes).toBe(content.length)
    for (const query of ['', '?inline']) {
      const given = await browser.request({ method: 'GET', url: `/files/${id}${query}` })
      const type = String(given.headers['content-type'])
      expect(given.rawPayload.equals(content)).toBe(true)
      expect(given.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'content-security-policy': "default-src 'none'; sandbox" })
      expect(type).not.toMatch(runnable)
      // Only what a browser decodes as a picture is shown in place, and then it is nothing else.
      if (!shown.has(type) || query === '') expect(given.headers['content-disposition']).toMatch(/^attachment;/)
    }
  })
})

test.each(names)('the name %j goes nowhere and hides nothing', async (name) => {
  const taken = await upload(Buffer.from('x'), name)
  expect(taken.statusCode).toBe(200)
  const { id, name: kept } = taken.json<{ id: string; name: string }>()
  expect(kept).not.toMatch(/[/\\\u0000-\u001f\u202a-\u202e\u2066-\u2069]|^\.\.?$/)
  expect(kept.length).toBeLessThanOrEqual(200)
  expect(kept.length).toBeGreaterThan(0)
  const disposition = String((await browser.request({ method: 'GET', url: `/files/${id}` })).headers['content-disposition'])
  expect(disposition).toMatch(/^attachment; filename="[^"\\\r\n]*"; filename\*=UTF-8''[\w.!~%-]*$/)
})

describe('what does not arrive whole leaves nothing', () => {
  async function leavesNothing(attack: (url: URL, cookie: string) => Promise<void>): Promise<void> {
    const address = api.app.server.address()
    const url =
      typeof address === 'object' && address
        ? new URL(`http://127.0.0.1:${String(address.port)}`)
        : new URL(await api.app.listen({ host: '127.0.0.1', port: 0 }))
    const before = await counts()
    await attack(url, [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    await expect.poll(heldUploadBytes, { timeout: 20_000 }).toBe(0)
    expect(await counts()).toEqual(before)
    expect(await spooled()).toEqual([])
  }
  const open = (url: URL, cookie: string, headers: Record<string, string | number>) => {
    const sent = httpRequest({
      host: url.hostname,
      port: url.port,
      method: 'POST',
      path: '/files',
      headers: { cookie, origin: 'http://localhost:3000', ...headers },
    })
    sent.on('error', () => undefined)
    return sent
  }
  const { payload, headers } = form(Buffer.alloc(3_000_000, 1), 'half.bin')

  test('a connection cut at 99 %', () =>
    leavesNothing(async (url, cookie) => {
      const sent = open(url, cookie, { ...headers, 'content-length': payload.length })
      sent.write(payload.subarray(0, Math.floor(payload.length * 0.99)))
      await expect.poll(heldUploadBytes, { timeout: 20_000 }).toBeGreaterThan(1_000_000)
      sent.destroy()
    }))

  test('a length that promises more than comes', () =>
    leavesNothing(async (url, cookie) => {
      const sent = open(url, cookie, { ...headers, 'content-length': payload.length + 1_000 })
      sent.write(payload.subarray(0, payload.length - 100))
      await expect.poll(heldUploadBytes, { timeout: 20_000 }).toBeGreaterThan(1_000_000)
      sent.destroy()
    }))

  test('a length that promises less than comes', () =>
    leavesNothing(
      (url, cookie) =>
        new Promise((resolve) => {
          const socket = createConnection({ host: url.hostname, port: Number(url.port) }, () => {
            const lines = [
              `POST /files HTTP/1.1`,
              `host: x`,
              `origin: http://localhost:3000`,
              `cookie: ${cookie}`,
              `content-type: ${headers['content-type'] ?? ''}`,
            ]
            socket.write(`${lines.join('\r\n')}\r\ncontent-length: 500\r\n\r\n`)
            socket.write(payload)
          })
          socket.on('error', () => undefined)
          socket.on('close', () => resolve())
          socket.resume()
        }),
    ))

  test('two lengths, or a length beside chunks', () =>
    leavesNothing(async (url, cookie) => {
      for (const lie of ['content-length: 10\r\ncontent-length: 20', 'content-length: 10\r\ntransfer-encoding: chunked']) {
        const answer = await new Promise<string>((resolve) => {
          let text = ''
          const socket = createConnection({ host: url.hostname, port: Number(url.port) }, () => {
            socket.write(
              `POST /files HTTP/1.1\r\nhost: x\r\ncookie: ${cookie}\r\n${lie}\r\n\r\n0\r\n\r\nGET /metrics HTTP/1.1\r\nhost: x\r\n\r\n`,
            )
          })
          socket.on('data', (bytes: Buffer) => (text += bytes.toString()))
          socket.on('error', () => undefined)
          socket.on('close', () => resolve(text))
        })
        expect(answer).toMatch(/^HTTP\/1\.1 400/)
        expect(answer).not.toContain('process_cpu')
      }
    }))

  test.each([
    ['an empty file', form(Buffer.alloc(0), 'empty.txt').payload],
    ['a form that does not end', payload.subarray(0, 1_000)],
    ['two files', Buffer.concat([form(Buffer.from('a'), 'a').payload.subarray(0, -8), form(Buffer.from('b'), 'b').payload])],
    ['a thousand fields', Buffer.from(`${'--x\r\nContent-Disposition: form-data; name="f"\r\n\r\nv\r\n'.repeat(1_000)}--x--\r\n`)],
    [
      'headers of a part beyond all bounds',
      Buffer.from(`--x\r\nContent-Disposition: form-data; name="file"; filename="${'a'.repeat(100_000)}"\r\n\r\nx\r\n--x--\r\n`),
    ],
  ])('%s', async (_what, body) => {
    const before = await counts()
    const answer = await browser.request({ method: 'POST', url: '/files', headers, payload: body })
    expect(answer.statusCode).toBeLessThan(500)
    // Of two files the first is the one that was meant, as of any form with one field for a file.
    const { files: kept } = await counts()
    expect(kept - before.files).toBe(answer.statusCode === 200 ? 1 : 0)
    expect(heldUploadBytes()).toBe(0)
    expect(await spooled()).toEqual([])
  })
})

import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportFormats } from '../../domain/export-formats.ts'
import { exportInput } from '../../api/process-list-input.ts'
import { requesterInputs } from '../../api/rest/requester.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { newId } from '../../db/id.ts'
import { publicForm } from '../../domain/public-form.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import { fuzzScale } from '../model/scale.ts'
import type { Browser } from '../support/browser.ts'
import { arrive, formBody, letterWith, openGuest, tokenIn } from '../support/requester.ts'
import type { Guest } from '../support/requester.ts'
import { wrongWith } from './answer-check.ts'
import { rightForms, wrongForms } from './form-values.ts'
import { startFuzzApi } from './fuzz-api.ts'
import type { FuzzApi } from './fuzz-api.ts'
import { hostileBodies, hostileTexts } from './hostile.ts'
import { inputsOf } from './schema-values.ts'

// What stands outside the router: the public form, the requester's page, files, the export, letters.

let api: FuzzApi
let admin: Browser
let guest: Guest
let link = ''
const facts = { person: newId(), contact: newId(), number: '' }
const { numRuns, seed } = fuzzScale()
const bounds = { numRuns, seed }

beforeAll(async () => {
  api = await startFuzzApi()
  admin = await api.browser('admin')
  const from = 'anna@client.example'
  await arrive(api.stack, api.org, { from, subject: 'Принтер', text: 'Мигает.' })
  guest = openGuest(api.app)
  const token = tokenIn(await letterWith(api.stack, from, 'Принтер'))
  link = String((await guest.open(token)).body['link'])
}, 120_000)
afterAll(() => api.close())

const expectSound = (input: unknown, raw: { readonly statusCode: number; readonly body: string }): void => {
  expect([input, wrongWith(raw), raw.statusCode]).toEqual([input, undefined, raw.statusCode])
}

describe('the public form', () => {
  const send = async (sent: unknown, files: readonly { name: string; content: string }[] = []) => {
    const parts = files.map(({ name, content }) => ({ name: 'file', filename: name.replace(/["\r\n]/g, '_'), content }))
    const body = formBody([{ name: 'sent', content: typeof sent === 'string' ? sent : JSON.stringify(sent) }, ...parts])
    return api.app.inject({ method: 'POST', url: `/new/api/${api.org.slug}`, ...body })
  }

  test('takes what is right', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(rightForms(publicForm, facts), async (form) => {
        const raw = await send({ requestId: newId(), form, trap: '' })
        expect([form, raw.statusCode, raw.body]).toEqual([form, 200, raw.body])
      }),
      bounds,
    )
  })

  test('names the field of what is wrong', { timeout: 600_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(wrongForms(publicForm, facts), async ({ form, field }) => {
        const raw = await send({ requestId: newId(), form, trap: '' })
        expectSound(form, raw)
        expect([raw.statusCode, raw.body.includes(`"field":${JSON.stringify(field)}`)]).toEqual([400, true])
      }),
      bounds,
    )
  })

  test('stands anything at all', { timeout: 600_000 }, async () => {
    const files = fc.array(fc.record({ name: fc.constantFrom(...hostileTexts), content: fc.string({ unit: 'binary' }) }), { maxLength: 7 })
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom<unknown>(...hostileBodies), fc.jsonValue()), files, async (sent, some) => {
        expectSound(sent, await send(sent, some))
      }),
      bounds,
    )
  })
})

describe('the requester’s page', () => {
  test.each(Object.entries(requesterInputs))('%s stands any input', { timeout: 600_000 }, async (name, schema) => {
    const tally = new Map<number, number>()
    await fc.assert(
      fc.asyncProperty(inputsOf(schema, { files: [newId()] }), async (input) => {
        const answer = await guest.post(name, typeof input === 'object' && input !== null ? input : { input })
        tally.set(answer.status, (tally.get(answer.status) ?? 0) + 1)
        expectSound(input, { statusCode: answer.status, body: JSON.stringify(answer.body) })
      }),
      bounds,
    )
    console.log(name, Object.fromEntries(tally))
  })

  test('stands any address and body', async () => {
    const headers = { 'content-type': 'application/json', origin: api.stack.publicUrl }
    for (const text of hostileTexts.filter((one) => one.length < 2_000)) {
      const part = encodeURIComponent(Buffer.from(text).toString())
      for (const url of [`/r/api/${part}/thread`, `/r/api/${link}/files/${part}`, `/files/${part}`, `/new/api/${part}`])
        expectSound(url, await api.app.inject({ url }))
    }
    for (const payload of hostileBodies)
      for (const url of ['/r/api/open', `/r/api/${link}/answer`])
        expectSound(payload.slice(0, 80), await api.app.inject({ method: 'POST', url, headers, payload }))
  })
})

test('the export stands any list', { timeout: 600_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(inputsOf(exportInput, { kind: ['ticket'] }), async (input) => {
      for (const format of exportFormats) {
        const url = `/export/processes.${format}?input=${encodeURIComponent(JSON.stringify(input) ?? '')}`
        expectSound(input, await admin.request({ method: 'GET', url }))
      }
    }),
    bounds,
  )
})

test('an upload stands any name and content', { timeout: 600_000 }, async () => {
  const names = fc.constantFrom(...hostileTexts.filter((one) => one.length < 2_000).map((one) => one.replace(/["\r\n]/g, '_')))
  await fc.assert(
    fc.asyncProperty(names, fc.uint8Array({ maxLength: 2_000 }), async (filename, bytes) => {
      const body = formBody([{ name: 'file', filename, content: Buffer.from(bytes) }])
      const raw = await admin.request({ method: 'POST', url: '/files', ...body })
      expectSound(filename, raw)
      if (raw.statusCode !== 200) return
      const [, id] = /"id":"([^"]+)"/.exec(raw.body) ?? []
      expect((await admin.request({ method: 'GET', url: `/files/${String(id)}` })).statusCode).toBeLessThan(500)
    }),
    bounds,
  )
})

test('a letter of any bytes is worked on or put aside, and none is lost', { timeout: 600_000 }, async () => {
  const deps = { db: api.stack.db, engine: api.stack.engine, reader: createLetterReader() }
  const line = fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: 'binary', maxLength: 60 }))
  const headers = fc.dictionary(
    fc.constantFrom(
      'From',
      'To',
      'Subject',
      'Date',
      'Message-ID',
      'In-Reply-To',
      'References',
      'Content-Type',
      'Content-Transfer-Encoding',
      'Auto-Submitted',
      'Reply-To',
    ),
    fc.oneof(
      line,
      fc.constantFrom(
        'Анна <anna@client.example>',
        'text/html; charset=koi8-r',
        'multipart/mixed; boundary=x',
        'base64',
        '=?utf-8?B?////?=',
      ),
    ),
  )
  await fc.assert(
    fc.asyncProperty(headers, line, fc.uint8Array({ maxLength: 500 }), async (all, text, bytes) => {
      const head = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`)
      const raw = Buffer.concat([Buffer.from(`${head.join('')}\r\n--x\r\n${text}\r\n`), bytes, Buffer.from('\r\n--x--\r\n')])
      const letter = { envelopeFrom: 'anna@client.example', recipients: [api.org.supportAddress], raw, receivedAt: new Date() }
      const kept = await receiveLetter(api.stack.db, letter)
      expect(kept).toHaveLength(1)
      for (const one of kept) await workOnLetter(deps, one, new Date())
    }),
    bounds,
  )
})

import type { FastifyInstance } from 'fastify'
import { createBackupEngine } from '../../connectors/engine/backups/temporal-backups.ts'
import { buildServer } from '../../api/server.ts'
import type { RestPlugin } from '../../api/server.ts'
import type { ApiDeps } from '../../api/deps.ts'
import { createLetterReader } from '../../connectors/mail/letter-reader.ts'
import { isJsonObject } from '../../domain/json.ts'
import type { Json, JsonObject } from '../../domain/json.ts'
import { receiveLetter } from '../../services/intake/receive-letter.ts'
import { createLiveHub } from '../../services/live/hub.ts'
import { createDeviceTokens } from '../../services/session/token.ts'
import { openRateLimits } from '../../services/system/rate-limits.ts'
import { createReadiness } from '../../services/system/ready.ts'
import { workOnLetter } from '../../services/system/relay.ts'
import type { StoredLetter } from '../../simulators/mail-outbox/store.ts'
import MailComposer from 'nodemailer/lib/mail-composer'
import { eventually } from './eventually.ts'
import { nowhere } from './api.ts'
import type { Stack, TestOrganization } from './stack.ts'

/** The HTTP side of a stack. */
export async function stackApi(
  stack: Stack,
  webDir = '/nowhere',
  plugins: readonly RestPlugin[] = [],
  instead: Partial<ApiDeps> = {},
): Promise<FastifyInstance> {
  const deps: ApiDeps = {
    db: stack.db,
    engine: stack.engine,
    live: createLiveHub(),
    limits: openRateLimits(stack.db),
    devices: createDeviceTokens(stack.secret),
    anchors: undefined,
    chats: undefined,
    video: undefined,
    backups: createBackupEngine(stack.engine.client),
    outgoing: nowhere,
    publicUrl: stack.publicUrl,
    now: () => new Date(),
    ...instead,
  }
  const readiness = createReadiness(stack.db, stack.engine)
  return buildServer(deps, { logLevel: 'silent', webDir, metricsToken: 'x'.repeat(32), readiness, plugins })
}

/** A letter arrives at an organization's support address and is worked on. */
export async function arrive(stack: Stack, org: TestOrganization, letter: { from: string; subject: string; text: string }): Promise<void> {
  const raw = await new MailComposer({ ...letter, to: org.supportAddress }).compile().build()
  const kept = await receiveLetter(stack.db, { envelopeFrom: letter.from, recipients: [org.supportAddress], raw, receivedAt: new Date() })
  const deps = { db: stack.db, engine: stack.engine, reader: createLetterReader() }
  for (const one of kept) await workOnLetter(deps, one, new Date())
}

/** The delivered letter to somebody that holds these words. */
export const letterWith = (stack: Stack, to: string, words: string): Promise<StoredLetter> =>
  eventually(async () => {
    for (const { id } of await stack.outbox.store.listLetters({ to, limit: 50 })) {
      const letter = await stack.outbox.store.readLetter(id)
      if (letter?.text.includes(words)) return letter
    }
    return undefined
  }, `a letter to ${to} with “${words}”`)

/** The token in a letter's private link. */
export function tokenIn(letter: StoredLetter): string {
  const token = /\/[rv]#([\w-]+)/.exec(letter.text)?.[1]
  if (token === undefined) throw new Error(`No link in the letter:\n${letter.text}`)
  return token
}

export interface GuestAnswer {
  readonly status: number
  readonly body: JsonObject
  readonly code: Json | undefined
}
export interface Guest {
  open(token: string): Promise<GuestAnswer>
  get(path: string): Promise<GuestAnswer>
  /** `at`: the addresses of a link, its own if left out. */
  post(path: string, body: object, at?: string): Promise<GuestAnswer>
  upload(name: string, content: Buffer): Promise<GuestAnswer>
  download(id: string): Promise<{ readonly status: number; readonly content: Buffer; readonly headers: Readonly<Record<string, unknown>> }>
}

/** A body with files, as a browser's form sends it. */
export function formBody(parts: readonly { readonly name: string; readonly filename?: string; readonly content: Buffer | string }[]) {
  const boundary = 'vekha-test-boundary'
  const chunks = parts.flatMap(({ name, filename, content }) => [
    Buffer.from(
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"${filename === undefined ? '' : `; filename="${filename}"`}\r\n\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n'),
  ])
  return {
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
    payload: Buffer.concat([...chunks, Buffer.from(`--${boundary}--\r\n`)]),
  }
}

/** A browser on the page of a private link, at `/<page>`: keeps the link's cookie for the link's own addresses. */
export function openGuest(app: FastifyInstance, page: 'r' | 'v' = 'r'): Guest {
  let cookie = ''
  let base = ''
  const answerOf = (raw: { statusCode: number; body: string }): GuestAnswer => {
    const body: unknown = raw.body === '' ? {} : JSON.parse(raw.body)
    const error = isJsonObject(body) ? body['error'] : undefined
    const data = isJsonObject(error) ? error['data'] : undefined
    return { status: raw.statusCode, body: isJsonObject(body) ? body : {}, code: isJsonObject(data) ? data['code'] : undefined }
  }
  const headers = () => ({ origin: 'http://vekha.example', ...(cookie === '' ? {} : { cookie }) })
  const post = async (url: string, body: object) =>
    app.inject({ method: 'POST', url, headers: { ...headers(), 'content-type': 'application/json' }, payload: JSON.stringify(body) })
  return {
    async open(token) {
      const raw = await post(`/${page}/api/open`, { token })
      const answer = answerOf(raw)
      const [set] = raw.cookies
      if (set) {
        cookie = `${set.name}=${set.value}`
        base = String(set.path)
      }
      return answer
    },
    get: async (path) => answerOf(await app.inject({ url: `${base}/${path}`, headers: headers() })),
    post: async (path, body, at = base) => answerOf(await post(`${at}/${path}`, body)),
    async upload(name, content) {
      const form = formBody([{ name: 'file', filename: name, content }])
      return answerOf(
        await app.inject({ method: 'POST', url: `${base}/files`, headers: { ...headers(), ...form.headers }, payload: form.payload }),
      )
    },
    async download(id) {
      const raw = await app.inject({ url: `${base}/files/${id}`, headers: headers() })
      return { status: raw.statusCode, content: raw.rawPayload, headers: raw.headers }
    },
  }
}

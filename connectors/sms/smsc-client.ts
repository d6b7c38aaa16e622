import { Pool } from 'undici'
import type { OutgoingSms, SmsOutcome, SmsPort, SmsStatus } from './port.ts'
import { SmsUnavailable } from './port.ts'
import { readBalance, readSent, readStatus } from './smsc-answers.ts'

export interface SmscOptions {
  /** `https://smsc.ru/sys/`; a simulator's address in tests and the demo. */
  readonly baseUrl: string
  readonly login: string
  /** With an empty login this is the API key. */
  readonly password: string
  /** An approved sender name; the account's own when left out. */
  readonly sender?: string
  /** How long one request may take, milliseconds. */
  readonly timeoutMs?: number
}

export interface SmscClient extends SmsPort {
  close(): Promise<void>
}

const maxAnswerBytes = 64 * 1024
/** The provider allows fifteen requests at once on one login. */
const connections = 8
/** A busy provider is asked so often within one call; whoever calls tries again much later. */
const tries = 3
const firstPauseMs = 200

const without = (text: string, secrets: readonly string[]): string =>
  secrets.filter((secret) => secret !== '').reduce((left, secret) => left.replaceAll(secret, '…'), text)

const wait = (ms: number): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve, ms)
  })

/**
 * The SMS provider behind SMSC's HTTP API (send.php, status.php, balance.php). Each message is found again by phone and
 * client id, so that a lost answer does not become a second message.
 */
export function createSmscClient(options: SmscOptions): SmscClient {
  const base = new URL(options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`)
  const timeoutMs = options.timeoutMs ?? 15_000
  const pool = new Pool(base.origin, { connections, connect: { timeout: timeoutMs }, headersTimeout: timeoutMs, bodyTimeout: timeoutMs })

  async function once(path: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
    const body = new URLSearchParams({ login: options.login, psw: options.password, charset: 'utf-8', fmt: '3', ...fields }).toString()
    try {
      const answer = await pool.request({
        path: new URL(path, base).pathname,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' },
        body,
        signal: AbortSignal.timeout(timeoutMs),
      })
      let text = ''
      for await (const chunk of answer.body) {
        text += String(chunk)
        if (text.length > maxAnswerBytes) throw new Error('The answer is too long')
      }
      if (answer.statusCode !== 200) throw new Error(`HTTP ${String(answer.statusCode)}`)
      return JSON.parse(text)
    } catch (error) {
      const said = without(error instanceof Error ? error.message : String(error), [options.password, fields['mes'] ?? ''])
      throw new SmsUnavailable('network', `The SMS provider does not answer: ${said}`, error)
    }
  }

  /** Only what is safe to repeat is asked again here: a lost answer to sending is not. */
  async function asked<T>(path: string, fields: Readonly<Record<string, string>>, read: (body: unknown) => T): Promise<T> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return read(await once(path, fields))
      } catch (error) {
        const mayRepeat = error instanceof SmsUnavailable && (error.trouble === 'network' || error.trouble === 'busy')
        if (!mayRepeat || attempt >= tries) throw error
        await wait(firstPauseMs * 2 ** (attempt - 1))
      }
    }
  }

  const status = ({ to, clientId }: Pick<OutgoingSms, 'to' | 'clientId'>): Promise<SmsStatus> =>
    asked('status.php', { phone: to, id: String(clientId) }, readStatus)

  const known = async (message: OutgoingSms): Promise<SmsOutcome | undefined> =>
    (await status(message)).state === 'unknown' ? undefined : { kind: 'sent', providerId: String(message.clientId) }

  async function send(message: OutgoingSms): Promise<SmsOutcome> {
    if (message.maybeSent === true) {
      const former = await known(message)
      if (former) return former
    }
    const { to, text, clientId, validForHours } = message
    const answer = readSent(
      await once('send.php', {
        phones: to,
        mes: text,
        id: String(clientId),
        ...(options.sender === undefined ? {} : { sender: options.sender }),
        ...(validForHours === undefined ? {} : { valid: String(validForHours) }),
      }),
    )
    if (answer.kind !== 'duplicate') return answer
    // The same words went to this phone within the minute: by us, or by another message that says the same.
    const former = await known(message)
    if (former) return former
    throw new SmsUnavailable('busy', 'The SMS provider takes the same words to one phone once a minute')
  }

  return {
    send,
    status,
    balanceKopecks: () => asked('balance.php', {}, readBalance),
    close: () => pool.close(),
  }
}

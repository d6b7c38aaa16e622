import { setTimeout as sleep } from 'node:timers/promises'
import type { HttpAnswer, HttpPort } from '../http/port.ts'
import type { OutgoingSms, SmsOutcome, SmsPort, SmsStatus } from './port.ts'
import { SmsUnavailable } from './port.ts'
import { readBalance, readSent, readStatus } from './smsc-answers.ts'

export interface SmscOptions {
  /** Keeps connections and bounds their time. */
  readonly http: HttpPort
  /** `https://smsc.ru/sys/`; a simulator's address in tests and the demo. */
  readonly baseUrl: string
  readonly login: string
  /** With an empty login this is the API key. */
  readonly password: string
  /** An approved sender name; the account's own when left out. */
  readonly sender?: string
}

/** A busy provider is asked so often within one call; whoever calls tries again much later. */
const tries = 3
const firstPauseMs = 200

/**
 * The SMS provider behind SMSC's HTTP API (send.php, status.php, balance.php). Each message is found again by phone and
 * client id, so that a lost answer does not become a second message.
 */
export function createSmscClient(options: SmscOptions): SmsPort {
  const base = options.baseUrl.endsWith('/') ? options.baseUrl : `${options.baseUrl}/`
  const account = { login: options.login, psw: options.password, charset: 'utf-8', fmt: '3' }

  async function once(script: string, fields: Readonly<Record<string, string>>): Promise<unknown> {
    const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=utf-8' }
    const body = new URLSearchParams({ ...account, ...fields }).toString()
    let answer: HttpAnswer
    try {
      answer = await options.http.send({ method: 'POST', url: new URL(script, base).href, headers, body })
    } catch (error) {
      throw new SmsUnavailable(
        'network',
        `The SMS provider does not answer: ${error instanceof Error ? error.message : String(error)}`,
        error,
      )
    }
    if (answer.status !== 200) throw new SmsUnavailable('network', `The SMS provider answers with HTTP status ${String(answer.status)}`)
    try {
      return JSON.parse(answer.body.toString('utf8'))
    } catch {
      throw new SmsUnavailable('network', 'The SMS provider answers with something that is not JSON')
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
        await sleep(firstPauseMs * 2 ** (attempt - 1))
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
        cost: '2',
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
  }
}

import { openHttpClient } from '../http/http-client.ts'
import type { SmsPort } from './port.ts'
import { createSmscClient } from './smsc-client.ts'
import type { SmscOptions } from './smsc-client.ts'

/** What an installation says of its account with the provider. */
export interface SmsAccount extends Pick<SmscOptions, 'login' | 'password'> {
  readonly url: string
  readonly sender: string | undefined
  /** Networks of our own that may be called: a gateway in the house. */
  readonly networks: readonly string[]
}

/** The provider behind the account, and the end of its connections; no provider where there is no account. */
export function openSms(account: SmsAccount | undefined): { readonly sms: SmsPort | undefined; close(): Promise<void> } {
  if (!account) return { sms: undefined, close: async () => undefined }
  const { url, login, password, sender, networks } = account
  const http = openHttpClient({ allowHttp: url.startsWith('http:'), allowedNetworks: networks })
  const sms = createSmscClient({ http, baseUrl: url, login, password, ...(sender === undefined ? {} : { sender }) })
  return { sms, close: () => http.close() }
}

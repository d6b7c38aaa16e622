import { openSmsLog } from './message-log.ts'
import { pageHeaders } from '../page-frame.ts'
import { renderPhonesPage } from './phones-page.ts'

const shown = 100
/**
 * Answers a request to the page of the demo's phones, from the log that the provider keeps in the directory. Only the demo may mount it:
 * it shows every message.
 */
export async function respondPhones(
  { directory, basePath }: { readonly directory: string; readonly basePath: string },
  query: URLSearchParams,
): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }> {
  const to = (query.get('to') ?? '').slice(0, 40)
  const digits = to.replaceAll(/\D/gu, '')
  const { all } = await openSmsLog(directory)
  const messages = all.filter((one) => to === '' || (digits !== '' && one.phone.includes(digits)))
  return {
    status: 200,
    headers: pageHeaders,
    body: renderPhonesPage({ basePath, to, messages: messages.slice(-shown).toReversed() }),
  }
}

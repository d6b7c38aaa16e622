import { pageHeaders } from '../page-frame.ts'

/** Hands a request to the page of the demo's chats on to the messenger that keeps them. Only the demo may mount it: it shows every message. */
export async function respondChats(
  chatsUrl: string,
  { method, query, form }: { readonly method: string; readonly query: URLSearchParams; readonly form: URLSearchParams },
): Promise<{ readonly status: number; readonly headers: Readonly<Record<string, string>>; readonly body: string }> {
  const init = method === 'POST' ? { method, body: form, redirect: 'manual' as const } : {}
  const answer = await fetch(`${chatsUrl}/chats?${query.toString()}`, init)
  const location = answer.headers.get('location')
  return {
    status: answer.status,
    headers: {
      ...pageHeaders,
      ...(location === null ? {} : { Location: `/outbox/telegram${location}` }),
    },
    body: await answer.text(),
  }
}

import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { HttpAnswer } from './ask.ts'

const opened = z.object({ link: z.string() })
const answered = z.object({ as: z.enum(['answer', 'write', 'joined']) })

async function post(url: string, body: object, cookie: string | undefined, signal: AbortSignal): Promise<unknown> {
  const headers = { origin: new URL(url).origin, 'content-type': 'application/json', ...(cookie === undefined ? {} : { cookie }) }
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body), signal })
  const text = await response.text()
  if (!response.ok) throw new HttpAnswer(response.status, text)
  return JSON.parse(text)
}

const pauseMs = 500
const patienceMs = 10_000

/** A private page that was opened. */
export interface OpenedLink {
  readonly id: string
  readonly token: string
}

/** The pages of a ticket's requester, and of a visit's contact. */
export type LinkPage = 'r' | 'v'

/**
 * Opens a private page by the one of the tokens that is its link's now, as soon as that was written with its letter.
 * @throws when `over` comes first
 */
export async function openLink(
  apiUrls: readonly string[],
  page: LinkPage,
  tokens: readonly string[],
  over: AbortSignal,
): Promise<OpenedLink> {
  for (let attempt = 0; !over.aborted; attempt += 1) {
    const url = `${apiUrls[attempt % apiUrls.length] ?? ''}/${page}/api/open`
    const token = tokens[Math.floor(attempt / apiUrls.length) % tokens.length] ?? ''
    try {
      return { id: opened.parse(await post(url, { token }, undefined, AbortSignal.timeout(patienceMs))).link, token }
    } catch (error) {
      if (error instanceof z.ZodError) throw error
    }
    await sleep(pauseMs)
  }
  throw new Error('The run ended before the link opened')
}

const postByLink = (apiUrl: string, page: LinkPage, link: OpenedLink, path: string, body: object, signal: AbortSignal): Promise<unknown> =>
  post(`${apiUrl}/${page}/api/${link.id}/${path}`, body, `vekha-link=${link.token}`, signal)

/** What a visit's contact does on the private page. @throws HttpAnswer, or a network error */
export const actByLink = (apiUrl: string, link: OpenedLink, action: string, body: object, signal: AbortSignal): Promise<unknown> =>
  postByLink(apiUrl, 'v', link, action, body, signal)

/** The requester's words from the private page. @throws HttpAnswer, or a network error */
export async function answerByLink(
  apiUrl: string,
  link: OpenedLink,
  words: { readonly requestId: string; readonly text: string },
  signal: AbortSignal,
): Promise<'answer' | 'write' | 'joined'> {
  const body = await postByLink(apiUrl, 'r', link, 'answer', { ...words, files: [] }, signal)
  return answered.parse(body).as
}

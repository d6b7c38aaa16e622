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

/** Opens a private page by its token as soon as its link was written with the first letter. @throws when `over` comes first */
export async function openLink(apiUrls: readonly string[], token: string, over: AbortSignal): Promise<string> {
  for (let attempt = 0; !over.aborted; attempt += 1) {
    const url = `${apiUrls[attempt % apiUrls.length] ?? ''}/r/api/open`
    try {
      return opened.parse(await post(url, { token }, undefined, AbortSignal.timeout(patienceMs))).link
    } catch (error) {
      if (error instanceof z.ZodError) throw error
    }
    await sleep(pauseMs)
  }
  throw new Error('The run ended before the link opened')
}

/** The requester's words from the private page. @throws HttpAnswer, or a network error */
export async function answerByLink(
  apiUrl: string,
  link: { readonly id: string; readonly token: string },
  words: { readonly requestId: string; readonly text: string },
  signal: AbortSignal,
): Promise<'answer' | 'write' | 'joined'> {
  const body = await post(`${apiUrl}/r/api/${link.id}/answer`, { ...words, files: [] }, `vekha-link=${link.token}`, signal)
  return answered.parse(body).as
}

import { createSignal, onCleanup } from 'solid-js'
import type { Thread } from '../../../domain/requester-page.ts'
import type { Failure } from '../client.ts'
import { ask, post } from '../client.ts'
import { setZone, suggestLang } from '../lang.ts'

const pollMs = 15_000

export interface ThreadSource {
  readonly thread: () => Thread | undefined
  /** Why there is nothing to show. */
  readonly failure: () => Failure | undefined
  /** The address of this link's programs, once it is open. */
  readonly base: () => string
  readonly refresh: () => Promise<void>
  readonly open: (token: string) => Promise<void>
}

/** Opens the link and keeps its conversation fresh while the page is looked at. */
export function createThreadSource(): ThreadSource {
  const [thread, setThread] = createSignal<Thread>()
  const [failure, setFailure] = createSignal<Failure>()
  const [base, setBase] = createSignal('')
  let token = ''
  let tag: string | null = null
  let asking: Promise<void> | undefined

  async function openDoor(): Promise<boolean> {
    const opened = await post<{ link: string }>('/r/api/open', { token })
    if (!opened.ok) {
      // A page that already shows something goes on showing it while the connection is away.
      if (opened.failure.kind === 'gone' || thread() === undefined) setFailure(opened.failure)
      return false
    }
    setBase(`/r/api/${opened.value.link}`)
    return true
  }

  async function read(again: boolean): Promise<void> {
    const response = await ask<Thread>(`${base()}/thread`, tag === null ? {} : { headers: { 'if-none-match': tag } })
    if (response.ok) {
      if (thread() === undefined) {
        suggestLang(response.value.lang)
        setZone(response.value.organization.zone)
      }
      tag = response.tag
      setFailure(undefined)
      setThread(response.value)
    } else if (response.failure.kind === 'gone') {
      // The cookie may have gone with an earlier session of the browser: the address still has the token.
      if (again && (await openDoor())) await read(false)
      else if (!again) setFailure(response.failure)
    } else if (response.failure.kind !== 'same' && thread() === undefined) setFailure(response.failure)
  }

  const refresh = (): Promise<void> => {
    asking ??= read(true).finally(() => {
      asking = undefined
    })
    return asking
  }
  const open = async (next: string): Promise<void> => {
    token = next
    tag = null
    setThread(undefined)
    setFailure(undefined)
    if (await openDoor()) await refresh()
  }

  const look = (): void => {
    if (document.visibilityState === 'visible' && base() !== '' && failure()?.kind !== 'gone') void refresh()
  }
  const timer = setInterval(look, pollMs)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', look)
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', look)
  })
  return { thread, failure, base, refresh, open }
}

import { createSignal, onCleanup } from 'solid-js'
import type { Lang } from '../../domain/label.ts'
import type { Failure } from './client.ts'
import { ask, post } from './client.ts'
import { suggestLang } from './lang.ts'

export interface LinkSource<T> {
  readonly shown: () => T | undefined
  /** Why there is nothing to show. */
  readonly failure: () => Failure | undefined
  /** The address of this link's programs, once it is open. */
  readonly base: () => string
  readonly refresh: () => Promise<void>
  readonly open: (token: string) => Promise<void>
}

export interface LinkSourceOptions<T> {
  /** The first part of the page's own address. */
  readonly page: 'r' | 'v'
  /** What it reads, below the link's address. */
  readonly what: string
  readonly pollMs: number
  readonly onFirst?: (value: T) => void
}

/** Opens a private link and keeps what it shows fresh while the page is looked at. */
export function createLinkSource<T extends { readonly lang: Lang }>(options: LinkSourceOptions<T>): LinkSource<T> {
  const [shown, setShown] = createSignal<T>()
  const [failure, setFailure] = createSignal<Failure>()
  const [base, setBase] = createSignal('')
  let token = ''
  let tag: string | null = null
  let asking: Promise<void> | undefined

  async function openDoor(): Promise<boolean> {
    const opened = await post<{ link: string }>(`/${options.page}/api/open`, { token })
    if (!opened.ok) {
      // A page that already shows something goes on showing it while the connection is away.
      if (opened.failure.kind === 'gone' || shown() === undefined) setFailure(opened.failure)
      return false
    }
    setBase(`/${options.page}/api/${opened.value.link}`)
    return true
  }

  async function read(again: boolean): Promise<void> {
    const response = await ask<T>(`${base()}/${options.what}`, tag === null ? {} : { headers: { 'if-none-match': tag } })
    if (response.ok) {
      if (shown() === undefined) {
        suggestLang(response.value.lang)
        options.onFirst?.(response.value)
      }
      tag = response.tag
      setFailure(undefined)
      setShown(() => response.value)
    } else if (response.failure.kind === 'gone') {
      // The cookie may have gone with an earlier session of the browser: the address still has the token.
      if (again && (await openDoor())) await read(false)
      else if (!again) setFailure(response.failure)
    } else if (response.failure.kind !== 'same' && shown() === undefined) setFailure(response.failure)
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
    setShown(undefined)
    setFailure(undefined)
    if (await openDoor()) await refresh()
  }

  const look = (): void => {
    if (document.visibilityState === 'visible' && base() !== '' && failure()?.kind !== 'gone') void refresh()
  }
  const timer = setInterval(look, options.pollMs)
  document.addEventListener('visibilitychange', look)
  window.addEventListener('online', look)
  onCleanup(() => {
    clearInterval(timer)
    document.removeEventListener('visibilitychange', look)
    window.removeEventListener('online', look)
  })
  return { shown, failure, base, refresh, open }
}

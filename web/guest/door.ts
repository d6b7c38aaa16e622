import type { Accessor } from 'solid-js'
import { createSignal, onCleanup, onMount } from 'solid-js'

/** What the address of a private link says. It stands behind the #, which no server and no referrer sees. */
export interface Address {
  readonly token: string
  /** Stars chosen in the letter; they still wait for a tap. */
  readonly stars: number | undefined
  readonly reopen: boolean
  readonly confirm: boolean
  readonly refuse: boolean
}

/** Reads the address and takes the choice out of it, so that a reload does not choose again. */
function readAddress(): Address {
  const [token = '', ...rest] = location.hash.slice(1).split('&')
  const stars = Number(rest.find((part) => part.startsWith('rate='))?.slice('rate='.length))
  if (rest.length > 0) history.replaceState(null, '', `${location.pathname}#${token}`)
  return {
    token,
    stars: Number.isInteger(stars) && stars >= 1 && stars <= 5 ? stars : undefined,
    reopen: rest.includes('reopen'),
    confirm: rest.includes('confirm'),
    refuse: rest.includes('refuse'),
  }
}

/** The address of the page, followed: `open` is called with it now, whenever it changes, and by `enter` once more. */
export function followAddress(open: (token: string) => void): { readonly address: Accessor<Address>; readonly enter: () => void } {
  const [address, setAddress] = createSignal(readAddress())
  const enter = (): void => {
    setAddress(readAddress())
    open(address().token)
  }
  onMount(() => open(address().token))
  window.addEventListener('hashchange', enter)
  onCleanup(() => window.removeEventListener('hashchange', enter))
  return { address, enter }
}

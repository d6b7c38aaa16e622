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
export function readAddress(): Address {
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

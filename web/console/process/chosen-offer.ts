import { createMemo } from 'solid-js'
import { unwrap } from 'solid-js/store'
import type { Offer } from './offers.ts'

interface Held {
  readonly place: string
  readonly offer: Offer
  readonly gone: boolean
}
export interface ChosenOffer {
  readonly offer: () => Offer | undefined
  /** True when the action was offered as its form was opened, and is not any more. */
  readonly gone: () => boolean
}

/** The action whose form is open. A colleague's move may take the offer away, but not the form from under the hands. */
export function createChosenOffer(told: {
  /** The process, so that nothing is held over to another one. */
  readonly place: () => string
  readonly name: () => string | undefined
  readonly offers: () => readonly Offer[]
}): ChosenOffer {
  const held = createMemo<Held | undefined>((before) => {
    const [place, name] = [told.place(), told.name()]
    const offer = told.offers().find((one) => one.name === name && one.refused === undefined)
    // The store changes its objects in place: a form still shown must not turn into the next state's.
    if (offer !== undefined) return { place, offer: { ...offer, form: structuredClone(unwrap(offer.form)) }, gone: false }
    return before !== undefined && before.place === place && before.offer.name === name ? { ...before, gone: true } : undefined
  })
  return { offer: () => held()?.offer, gone: () => held()?.gone === true }
}

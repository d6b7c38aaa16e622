/** The languages people read the product in; the first is the default. */
export const langs = ['ru', 'en'] as const
export type Lang = (typeof langs)[number]

/** A text a person sees, in every language of the product. */
export interface Label {
  readonly ru: string
  readonly en: string
}

/** The languages people read the product in; the first is the default. */
export const langs = ['ru', 'en'] as const
export type Lang = (typeof langs)[number]

/** The language that a form or data names; the default where they name none. */
export const langNamed = (value: unknown): Lang => langs.find((lang) => lang === value) ?? langs[0]

/** A text a person sees, in every language of the product. */
export interface Label {
  readonly ru: string
  readonly en: string
}

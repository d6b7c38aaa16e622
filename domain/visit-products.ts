import type { JsonObject } from './json.ts'
import { products } from './visit-fields.ts'

/** A product that is shown at a visit, and how the contact took it: −2 (against) to +2 (in favour); null until it is reported. */
export interface ShownProduct {
  readonly product: string
  readonly reaction: number | null
}

/** The products of a visit's data, each once. */
export function shownProducts(data: JsonObject): readonly ShownProduct[] {
  const shown = new Map<string, ShownProduct>()
  for (const field of Object.keys(products)) {
    const product = data[field]
    const reaction = data[field.replace('product', 'reaction')]
    if (typeof product !== 'string' || product === '' || shown.has(product)) continue
    shown.set(product, { product, reaction: typeof reaction === 'number' ? reaction : null })
  }
  return [...shown.values()]
}

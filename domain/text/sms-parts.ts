/** The alphabet of GSM 03.38, whose characters fit 160 into one message; those of the second row take two places. */
const gsmBasic = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞ ÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
)
const gsmExtended = new Set('^{}\\[~]|€\f')

export interface SmsSize {
  /** How many messages the operator counts and charges. */
  readonly parts: number
  readonly characters: number
  /** Until the next part begins. */
  readonly leftInPart: number
}

/**
 * How an operator cuts a text: 160 places in the Latin alphabet (153 when joined), 70 in any other (67 when joined); a
 * character outside the basic plane takes two places and is not parted.
 */
export function smsSize(text: string): SmsSize {
  const characters = [...text]
  const latin = characters.every((one) => gsmBasic.has(one) || gsmExtended.has(one))
  const [single, joined] = latin ? [160, 153] : [70, 67]
  const widthOf = (one: string): number => (latin ? (gsmExtended.has(one) ? 2 : 1) : one.length)
  const places = characters.reduce((total, one) => total + widthOf(one), 0)
  if (places <= single) return { parts: places === 0 ? 0 : 1, characters: characters.length, leftInPart: single - places }
  let parts = 1
  let used = 0
  for (const one of characters) {
    const width = widthOf(one)
    if (used + width > joined) {
      parts += 1
      used = 0
    }
    used += width
  }
  return { parts, characters: characters.length, leftInPart: joined - used }
}

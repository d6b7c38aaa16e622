import type { AddressObject, EmailAddress, HeaderValue } from 'mailparser'
import { cleanText, firstSigns } from './clean-text.ts'
import type { LetterAddress } from './letter.ts'

const isAddressObject = (value: HeaderValue | undefined): value is AddressObject =>
  typeof value === 'object' && !Array.isArray(value) && 'value' in value && Array.isArray(value.value)

// An address that could break out of a header or of angle brackets is no address.
const wellFormed = /^[^\s\p{Cc}\p{Surrogate}@<>(),;:"\\]+@[^\s\p{Cc}\p{Surrogate}@<>(),;:"\\]+$/u

function addressOf({ name, address }: EmailAddress): LetterAddress[] {
  const clean = (address ?? '').trim().toLowerCase()
  if (!wellFormed.test(clean) || clean.length > 320) return []
  return [
    {
      name: firstSigns(
        cleanText(name)
          .replaceAll(/[\s\p{Cc}\p{Cf}]+/gu, ' ')
          .trim(),
        200,
      ),
      address: clean,
    },
  ]
}

/** The addresses of a header, groups opened, nonsense left out; in lower case. */
export function addressesOf(value: HeaderValue | undefined): readonly LetterAddress[] {
  if (Array.isArray(value)) return value.flatMap((one) => (isAddressObject(one) ? addressesOf(one) : []))
  if (!isAddressObject(value)) return []
  return value.value.flatMap((one) => (one.group === undefined ? addressOf(one) : one.group.flatMap(addressOf)))
}

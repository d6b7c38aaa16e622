import { noBreakSpace } from './spaces.ts'

/** Digits in groups of three: `12 345`; whole numbers only. */
export function groupDigits(digits: string): string {
  return digits.replace(/\B(?=(?:\d{3})+$)/gu, noBreakSpace)
}

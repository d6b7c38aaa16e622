import { randomInt } from 'node:crypto'

// Without letters and digits that are mistaken for each other when read out.
const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789'
const groups = 4
const groupLength = 4

/** A password an administrator hands over: 79 random bits in four groups. */
export const oneTimePassword = (): string =>
  Array.from({ length: groups }, () => Array.from({ length: groupLength }, () => alphabet[randomInt(alphabet.length)]).join('')).join('-')

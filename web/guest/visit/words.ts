import { lang } from '../lang.ts'
import { en } from './words-en.ts'
import { ru } from './words-ru.ts'
import type { VisitWords } from './words-ru.ts'

/** The words of a contact's page, in its language. */
export const said = (): VisitWords => (lang() === 'ru' ? ru : en)

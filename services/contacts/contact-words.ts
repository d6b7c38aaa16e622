import { searchWords } from '../../domain/text/search-words.ts'

/** The words by which a text finds a contact, beside those of where they work. */
export const contactWords = (contact: {
  readonly name: string
  readonly position: string | null
  readonly email: string | null
  readonly phone: string | null
}): string[] => searchWords(contact.name, contact.position, contact.email, contact.phone)

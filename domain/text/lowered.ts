/**
 * Words for the middle of a sentence: they begin in lower case unless the first word is all capitals («СМС», “SMS”) or
 * the pronoun of a name.
 */
export const lowered = (words: string): string => (/^\p{Lu}[^\p{Ll}]/u.test(words) ? words : words.charAt(0).toLowerCase() + words.slice(1))

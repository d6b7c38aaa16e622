import { withWords } from '../../../lib/i18n.ts'
import { enProcess } from './en-process.ts'
import { ruProcess } from './ru-process.ts'

/** The words for a key, those of a process's page among them. */
export const t = withWords<keyof typeof ruProcess>({ ru: ruProcess, en: enProcess })

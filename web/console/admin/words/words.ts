import { isWord, withWords } from '../../../lib/i18n.ts'
import type { WordKey } from '../../../lib/i18n.ts'
import { enAdmin } from './en-admin.ts'
import { enBackups } from './en-backups.ts'
import { enParts } from './en-parts.ts'
import { enTexts } from './en-texts.ts'
import { ruAdmin } from './ru-admin.ts'
import { ruBackups } from './ru-backups.ts'
import { ruParts } from './ru-parts.ts'
import { ruTexts } from './ru-texts.ts'

const ru = { ...ruAdmin, ...ruBackups, ...ruTexts, ...ruParts } as const
const en: Readonly<Record<keyof typeof ru, string>> = { ...enAdmin, ...enBackups, ...enTexts, ...enParts }

export type AdminWord = WordKey | keyof typeof ru

/** True for a name there are words for; for names that come from data. */
export const isAdminWord = (name: string): name is AdminWord => isWord(name) || Object.hasOwn(ru, name)

/** The words for a key, those of the administration among them. */
export const t = withWords<keyof typeof ru>({ ru, en })

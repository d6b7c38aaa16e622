import { Problem } from '../problem.ts'

/** Where two contacts are asked for and one is named twice. */
export const itself = (): Problem => new Problem('BadInput', { ru: 'Выберите два разных контакта', en: 'Choose two different contacts' })

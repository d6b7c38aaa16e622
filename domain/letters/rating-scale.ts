import type { Lang } from '../label.ts'
import type { Block } from './template.ts'

const ratings = {
  ru: ['очень плохо', 'плохо', 'нормально', 'хорошо', 'отлично'],
  en: ['very poor', 'poor', 'fair', 'good', 'excellent'],
} as const

/** Five links for the marks 1 to 5. */
export function ratingScale(lang: Lang, urls: readonly string[]): Block {
  const title = { ru: 'Оцените, пожалуйста, как мы справились:', en: 'Please rate how we did:' }[lang]
  const steps = ratings[lang].flatMap((meaning, index) => {
    const url = urls[index]
    return url === undefined ? [] : [{ sign: String(index + 1), meaning, url }]
  })
  return { kind: 'scale', title, steps }
}

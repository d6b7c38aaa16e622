import { commonActions, isCommonAction } from './common-actions.ts'
import type { Label, Lang } from './label.ts'
import type { ProcessDefinition } from './process.ts'

const words = {
  started: { ru: 'Создано', en: 'Created' },
  reminder: { ru: 'Напоминание отправлено', en: 'Reminder sent' },
  trouble: { ru: 'Сбой', en: 'Trouble' },
  resumed: { ru: 'Сбой устранён', en: 'Trouble is over' },
  moved: { ru: 'Само перешло дальше', en: 'Moved on by itself' },
} as const satisfies { readonly [name: string]: Label }

function actionLabel(definition: ProcessDefinition, name: string): Label | undefined {
  for (const state of Object.values(definition.states)) {
    const action = state.actions?.[name]
    if (action) return action.label
  }
  return isCommonAction(name) ? commonActions[name].label : undefined
}

function firedTitle(definition: ProcessDefinition, key: string, moved: boolean, lang: Lang): string {
  const [kind, name = '', share] = key.split(':')
  if (kind !== 'deadline') return moved ? words.moved[lang] : words.reminder[lang]
  const label = definition.deadlines[name]?.label[lang] ?? name
  if (share === '100') return lang === 'ru' ? `Срок «${label}» прошёл` : `“${label}” is overdue`
  return lang === 'ru' ? `Прошло ${share} % срока «${label}»` : `${share}% of “${label}” has passed`
}

/** A record of a process in a few words, for its stream. */
export function eventTitle(
  definition: ProcessDefinition,
  event: {
    readonly kind: string
    readonly name: string
    readonly fromState: string | null
    readonly toState: string
    readonly reason: string | null
  },
  lang: Lang,
): string {
  switch (event.kind) {
    case 'start':
      return words.started[lang]
    case 'fire':
      return firedTitle(definition, event.name, event.fromState !== event.toState, lang)
    case 'go':
      return words.moved[lang]
    case 'trouble':
      return event.reason === null ? words.resumed[lang] : words.trouble[lang]
    default:
      return actionLabel(definition, event.name)?.[lang] ?? event.name
  }
}

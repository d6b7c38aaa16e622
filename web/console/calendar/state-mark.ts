import type { ProcessDefinition } from '../../../domain/process.ts'
import { visit } from '../../../domain/visit.ts'
import { say, t } from '../../lib/i18n.ts'

const states: ProcessDefinition['states'] = visit.states

/** A shape for each state, beside its word: colour alone tells nothing to many people. */
const marks: Readonly<Record<string, string>> = {
  planned: '○',
  confirmed: '●',
  inProgress: '▶',
  reportDue: '✎',
  review: '◐',
  closed: '✓',
  cancelled: '✕',
  noShow: '⊘',
}

export const markOf = (state: string): string => marks[state] ?? '•'
export const stateWord = (state: string): string => {
  const label = states[state]?.label
  return label === undefined ? state : say(label)
}
export const modeWord = (mode: string): string => {
  const option = visit.data.mode.options.find((one) => one.value === mode)
  return option === undefined ? mode : say(option.label)
}
/** The states in their order, for choosing among them. */
export const stateNames: readonly string[] = Object.keys(states)
export const busyWord = (): string => t('calendar.busy')

import type { Label } from '../label.ts'
import { letterNames } from '../letters/names.ts'
import type { LetterName } from '../letters/names.ts'
import type { ProcessDefinition } from '../process.ts'
import { processes } from '../processes.ts'
import { smsFor } from './sms-names.ts'
import type { MessageName } from './message-names.ts'

/** Why a message did not leave that was not true any more; its row keeps the English. */
export const overtaken: Label = {
  ru: 'не отправлено: пока сообщение ждало отправки, оно устарело',
  en: 'not sent: it was out of date before it could leave',
}

/** Messages, by every way they go, and the fields of the data whose change makes them untrue. */
export interface Overtakable {
  readonly names: readonly MessageName[]
  /** Undefined for what the state alone makes untrue, whatever has changed. */
  readonly byFields: readonly string[] | undefined
}

const everyWay = (letter: LetterName): MessageName[] => [letter, smsFor(letter)].filter((name) => name !== undefined)

/** The instants after which messages are needed no more, by their names in the words of each. */
export const neededUntil: ReadonlyMap<string, string> = new Map(
  Object.values<ProcessDefinition>(processes).flatMap(({ holds = {} }) =>
    letterNames.flatMap((letter) => {
      const until = holds[letter]?.until
      return until === undefined ? [] : everyWay(letter).map((name) => [name, until] as const)
    }),
  ),
)

/** What of a process that is in this state may be overtaken, by its definition's `holds`. */
export const overtakableIn = ({ holds = {} }: ProcessDefinition, state: string): readonly Overtakable[] =>
  letterNames.flatMap((letter): Overtakable[] => {
    const held = holds[letter]
    const names = everyWay(letter)
    if (held === undefined) return []
    if (!held.in.includes(state)) return [{ names, byFields: undefined }]
    return held.unchanged === undefined ? [] : [{ names, byFields: held.unchanged }]
  })

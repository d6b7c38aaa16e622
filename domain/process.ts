import type { Actor } from './actor.ts'
import type { AnyFormValues, Form, FormValues } from './form.ts'
import type { JsonObject } from './json.ts'
import type { Label, Lang } from './label.ts'
import type { LetterName } from './letters/names.ts'
import type { Party, Role } from './roles.ts'

/** What an action's `set` sees when it works out what changes in the process's data. */
export interface SetContext {
  readonly data: JsonObject
  readonly form: AnyFormValues
  readonly actor: Actor
  readonly reason: string | undefined
}

/** What is known of a process when somebody opens a form of it. */
export interface Known {
  readonly data: JsonObject
  /** How long it has stood in a state, all times together, milliseconds; 0 for one it never was in. */
  readonly spentMs: (state: string) => number
}

/**
 * An instant that a policy's length is counted to or from: `before` or `since` the instant in a field of the data, of which
 * one is named at most; without either since the state was entered.
 */
export interface Timing {
  readonly policy: string
  readonly before?: string
  readonly since?: string
}

export interface ActionDef<S extends string = string, F extends string = string> {
  readonly label: Label
  /** What was done, for a sentence that says when: «Вопрос задан» … «вчера в 16:20». */
  readonly done?: Label
  readonly to: S
  readonly by: readonly Party[]
  readonly form?: F
  /** The person who acts becomes the assignee, or nobody is the assignee any more. */
  readonly assigns?: 'actor' | 'nobody'
  /** The letter to the outside party that the move sends. */
  readonly send?: LetterName
  /** A choice that ends or throws work away is shown apart and in the colour of danger. */
  readonly danger?: true
  /** The first choice while this holds, before those that stand above it. */
  readonly urged?: (data: JsonObject) => boolean
  /** Offered only while this holds. */
  readonly when?: (data: JsonObject) => boolean
  /** Not taken before this instant; until then people are shown it. */
  readonly opens?: Timing
  /** What changes in the data; null takes a field out. */
  readonly set?: (context: SetContext) => JsonObject
  /** The form as this very process asks it: fewer fields, other labels. */
  readonly asks?: (form: Form, data: JsonObject) => Form
  /** What the form holds before anybody has filled it in. */
  readonly suggest?: (known: Known) => AnyFormValues
}

/**
 * What happens by itself while a state lasts: a move, or a reminder to a party. `say` is told in the console to the assignee,
 * as a part of a sentence.
 */
export type AfterDef<S extends string = string> = Timing &
  (
    | {
        readonly to: S
        readonly reason: Label
        readonly send?: LetterName
        readonly set?: JsonObject
        /** It waits while this holds: somebody has to decide first. */
        readonly unless?: (data: JsonObject) => boolean
      }
    | { readonly remind: Party; readonly send?: LetterName; readonly say?: Label }
  )

/** A card of the page. */
export interface CardDef {
  readonly label: Label
  readonly fields: readonly string[]
}

export interface StateDef<S extends string = string, F extends string = string> {
  readonly label: Label
  /** Whom the state waits for; the record refines it (a support line) by `queue`. */
  readonly waitsFor?: Party
  /** The field of the data that says when it has to be done, where no deadline does. */
  readonly neededBy?: string
  /** `paused` stops every deadline of the process while the state lasts. */
  readonly clock?: 'paused'
  /** The row of states drawn left to right; others hang below. */
  readonly main?: true
  readonly actions?: { readonly [name: string]: ActionDef<S, F> }
  readonly after?: readonly AfterDef<S>[]
  readonly onEnter?: { readonly send: LetterName }
  /** Cards that whoever decides here compares: they stand side by side above the actions. */
  readonly compares?: readonly string[]
  readonly final?: true
}

/** When a letter is true: what waits to leave and is not any more is withheld. */
export interface HoldsDef<S extends string = string> {
  readonly in: readonly S[]
  /** Fields of the data that must be as they were when it was written. */
  readonly unchanged?: readonly string[]
  /** The instant among its words after which nobody needs it. */
  readonly until?: string
}

/** Values that fields of the data have. Data, not a function: the lists of the database are limited by the same words. */
export interface Limit {
  readonly [field: string]: string
}

/** A time limit that spans states. `variant` names the data field that chooses among policies. */
export interface DeadlineDef {
  readonly label: Label
  /** The deadline inside a sentence: «срок первого ответа». */
  readonly inSentence?: Label
  readonly policy: string
  readonly variant?: string
  readonly metBy: readonly string[]
  /**
   * Begins at these actions, each time anew, instead of at the start; not while a deadline of the same policy is still
   * unmet, for one promise at a time is enough.
   */
  readonly startsBy?: readonly string[]
  /** The same at entering these states, whatever led there. */
  readonly startsIn?: readonly string[]
}

export interface ProcessDefinition<K extends string = string, S extends string = string, F extends string = string> {
  readonly kind: K
  /** The prefix of the numbers people say, in Cyrillic. */
  readonly prefix: string
  readonly label: Label
  readonly pluralLabel: Label
  /** What its start is called. */
  readonly newLabel: Label
  /** How one comes about, said where there is none yet. */
  readonly comesFrom?: Label
  /** What a start brings about at once, said above its form. */
  readonly startBrings?: Label
  /** The data a process carries, as a form: types, columns and the data card come from it. */
  readonly data: Form
  /** The form a start asks for. Its values become the first data. */
  readonly start: Form
  readonly startBy: readonly Party[]
  /** Whose console shows processes of this kind at all; what each may do there the actions say. */
  readonly readBy: readonly Role[]
  readonly forms: { readonly [name in F]: Form }
  readonly initial: NoInfer<S>
  readonly states: { readonly [name in S]: StateDef<NoInfer<S>, NoInfer<F>> }
  readonly deadlines: { readonly [name: string]: DeadlineDef }
  /**
   * What its list shows until people choose: columns that every kind has (`number`, `subject`, `why`, `state`, `who`, `due`,
   * `priority`, `started`, `changed`) and fields of the data.
   */
  readonly columns?: readonly string[]
  /** Fields of the data with options that its list can be narrowed by. */
  readonly filters?: readonly string[]
  /** Fields of the data that somebody waits for an answer to: lists mark what has them. */
  readonly marks?: { readonly [field: string]: Label }
  /** The instant of the data that all is about: its list has a period of it, its page says it where no deadline runs. */
  readonly moment?: string
  /** Fields of the data that stand together on the page; the others have a card of their own. */
  readonly cards?: { readonly [name: string]: CardDef }
  /** There is somebody outside whom people answer there. */
  readonly conversation?: true
  /** Where a cancel leads and who may. */
  readonly cancel?: {
    readonly to: NoInfer<S>
    readonly by: readonly Party[]
    readonly send?: LetterName
    /** The states it is possible in; all that are not final when left out. */
    readonly from?: readonly NoInfer<S>[]
  }
  /** Private links of somebody outside: whose they are, who may end them, and the letter that brings another. */
  readonly links?: {
    readonly party: 'requester' | 'contact'
    /** Whoever speaks with that party, and their manager. */
    readonly replacedBy: readonly Party[]
    readonly letter: LetterName
  }
  /** How long its letters hold, by every way they go; one that is not named holds for ever. */
  readonly holds?: { readonly [letter in LetterName]?: HoldsDef<NoInfer<S>> }
  /** Who may take actions that every process has, where it is not who usually may. */
  readonly common?: {
    readonly assign?: readonly Party[]
    readonly setDue?: readonly Party[]
    readonly retry?: readonly Party[]
    readonly skip?: readonly Party[]
  }
  /** The party that an assignee belongs to, of a process that always has one; otherwise it is support, and nobody may be. */
  readonly assignee?: Party
  /** Processes that people of a party may look at, start and move at all; a party that is not named is not limited. */
  readonly only?: { readonly [party in Party]?: Limit }
  /** The first data of a process from the start form. */
  begin(form: AnyFormValues): JsonObject
  /** The outside party that a start form names; the requester when left out. */
  contact?(form: AnyFormValues): {
    readonly email: string
    readonly phone: string
    readonly name: string
    readonly lang: Lang
    /** Where they work, by its name. */
    readonly organization?: string
  }
  /** Whom the start form assigns it to. */
  assigns?(form: AnyFormValues): string | null
  /** The one line that names the process to people. */
  title(data: JsonObject): string
  /** The party a state waits for, made precise by the data (a support line). */
  queue?(party: Party, data: JsonObject): Party
}

/** Declares a process: state names are checked in every `to`, form names in every `form`. */
export const defineProcess = <
  const K extends string,
  const S extends string,
  const F extends string,
  const D extends ProcessDefinition<K, S, F>,
>(
  definition: D & ProcessDefinition<K, S, F>,
): D => definition

export type StateOf<P extends ProcessDefinition> = keyof P['states'] & string
type TargetsOf<A> = A extends { readonly to: infer T extends string } ? T : never
/** The states a state may move to: by its actions, by time, or by being cancelled. */
export type NextOf<P extends ProcessDefinition, S extends StateOf<P>> =
  | (P['states'][S] extends { readonly actions: infer A } ? TargetsOf<A[keyof A]> : never)
  | (P['states'][S] extends { readonly after: readonly (infer T)[] } ? TargetsOf<T> : never)
  | (P extends { readonly cancel: { readonly to: infer C extends string } } ? C : never)
export type DataOf<P extends ProcessDefinition> = FormValues<P['data']>
/** True when a member of staff may look at processes of the kind. */
export const mayRead = (definition: ProcessDefinition, actor: Actor): boolean =>
  actor.kind === 'staff' && definition.readBy.some((role) => actor.roles.includes(role))

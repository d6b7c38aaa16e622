import type { BusinessCalendar } from './calendar/business-calendar.ts'
import { dayMs } from './calendar/local-date.ts'
import { stateOf } from './decide.ts'
import { engineTrouble } from './engine-trouble.ts'
import { holderOf } from './holder.ts'
import type { Label, Lang } from './label.ts'
import { partyWords } from './party-words.ts'
import { managerKnows, nextItems, planPhrase } from './plan-words.ts'
import type { AfterDef, ProcessDefinition } from './process.ts'
import type { Party } from './roles.ts'
import { isStaffParty } from './roles.ts'
import type { Clocks, PlanItem } from './snapshot.ts'
import { formatDuration } from './text/duration.ts'
import { formatRelativeDate } from './text/relative-date.ts'
import { whenInSentence } from './text/when.ts'
import { whyWords } from './why-words.ts'
import type { WhyWords } from './why-words.ts'
import { lowered } from './text/lowered.ts'

/** What a why-line is made of: a row of the list. Instants are epoch milliseconds. */
export interface WhyRow {
  readonly state: string
  readonly enteredSeq: number
  readonly waitsFor: Party | null
  readonly waitsSince: number
  readonly endedAt: number | null
  readonly clocks: Clocks
  readonly plan: readonly PlanItem[]
  readonly fired: readonly string[]
  readonly assigneeId: string | null
  readonly trouble: { readonly effect: string; readonly error: string; readonly nextTryAt: number } | null
}

/** A record that the line may tell of; `actorName` is empty when the process moved by itself. */
export interface WhyEvent {
  readonly seq: number
  readonly name: string
  readonly at: number
  readonly actorName: string
  readonly because: Label | null
}
/** What only the process's page knows: how it came here, and the reminders of this stay. */
export interface WhyEvents {
  readonly last: WhyEvent | null
  readonly reminders: readonly { readonly seq: number; readonly at: number }[]
}

export interface WhyInput {
  readonly definition: ProcessDefinition
  readonly row: WhyRow
  readonly events?: WhyEvents
  /** Epoch milliseconds. */
  readonly now: number
  readonly calendar: BusinessCalendar
  readonly assigneeName: string | null
  /** Reads «Ждёт вас» when the process is this person's. */
  readonly readerId?: string
  readonly lang: Lang
}

export interface WhyClause {
  readonly text: string
  /** The record the sentence tells of. */
  readonly eventSeq?: number
}
export type WhyTone = 'ok' | 'wait' | 'warn' | 'late'
export interface WhyLine {
  readonly text: string
  /** One sentence for a row. */
  readonly short: string
  readonly tone: WhyTone
  readonly clauses: readonly WhyClause[]
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)
const sentence = (text: string): string => (/[.!?…]$/u.test(text) ? capital(text) : `${capital(text)}.`)

interface Due {
  readonly name: string
  readonly dueAt: number
}

/** The nearest unmet deadline that runs. */
function nearest(clocks: Clocks): Due | null {
  let found: Due | null = null
  for (const [name, clock] of Object.entries(clocks)) {
    if (clock.metAt !== null || clock.dueAt === null) continue
    if (found === null || clock.dueAt < found.dueAt) found = { name, dueAt: clock.dueAt }
  }
  return found
}

function duePhrase(input: WhyInput, due: Due): string {
  const { definition, now, calendar, lang } = input
  const words = whyWords[lang]
  const deadline = definition.deadlines[due.name]?.inSentence?.[lang] ?? words.deadline
  if (due.dueAt <= now) return words.overdue(deadline, whenInSentence(due.dueAt, now, calendar.zone, lang))
  const leftMs = due.dueAt - now
  const left = leftMs < dayMs ? formatDuration(leftMs, lang) : null
  return words.due(deadline, formatRelativeDate(due.dueAt, now, calendar.zone, lang), left)
}

function waitPhrase(input: WhyInput): string {
  const { row, now, lang } = input
  const words = whyWords[lang]
  if (row.waitsFor === null) return words.itself
  const holderId = isStaffParty(row.waitsFor) ? holderOf(input.definition, row.waitsFor, row.assigneeId) : null
  const mine = holderId !== null && holderId === input.readerId
  const whom = mine ? words.you : partyWords[lang][row.waitsFor].awaited
  return words.waits(whom, formatDuration(Math.max(0, now - row.waitsSince), lang))
}

function opening(input: WhyInput, due: Due | null): string {
  const paused = stateOf(input.definition, input.row.state).clock === 'paused'
  const second = due !== null ? duePhrase(input, due) : paused ? whyWords[input.lang].paused : null
  return second === null ? waitPhrase(input) : `${waitPhrase(input)}, ${second}`
}

function actionDone(definition: ProcessDefinition, name: string, lang: Lang): string | null {
  for (const state of Object.values(definition.states)) {
    const action = state.actions?.[name]
    if (action) return action.done?.[lang] ?? (lang === 'ru' ? `«${action.label.ru}»` : `“${action.label.en}”`)
  }
  return null
}

function lastClause(input: WhyInput, last: WhyEvent): WhyClause | null {
  const { definition, now, calendar, lang, row } = input
  const words = whyWords[lang]
  const when = whenInSentence(last.at, now, calendar.zone, lang)
  if (last.because)
    return { text: words.movedItself(stateOf(definition, row.state).label[lang], when, last.because[lang]), eventSeq: last.seq }
  const done = actionDone(definition, last.name, lang)
  return done === null
    ? null
    : { text: words.did(done, when, last.actorName === input.assigneeName ? '' : last.actorName), eventSeq: last.seq }
}

/** How often the present stay's outside party was reminded, by the keys of what has fired. */
function remindedCount(row: WhyRow, after: readonly AfterDef[]): number {
  const keys = after.flatMap((one, index) => ('remind' in one ? [`after:${row.enteredSeq}:${index}`] : []))
  return row.fired.filter((fired) => keys.some((key) => fired === key || fired.startsWith(`${key}:`))).length
}

function reminderClause(input: WhyInput): WhyClause | null {
  const { definition, row, events, now, calendar, lang } = input
  const count = remindedCount(row, stateOf(definition, row.state).after ?? [])
  if (count === 0) return null
  const last = events?.reminders.at(-1)
  const when = last ? whenInSentence(last.at, now, calendar.zone, lang) : null
  return { text: whyWords[lang].reminded(count, when), ...(last ? { eventSeq: last.seq } : {}) }
}

function toneOf(row: WhyRow, due: Due | null, now: number): WhyTone {
  if (due !== null && due.dueAt <= now) return 'late'
  if (row.trouble !== null || (due !== null && row.fired.includes(`deadline:${due.name}:80`))) return 'warn'
  return row.waitsFor !== null && !isStaffParty(row.waitsFor) ? 'wait' : 'ok'
}

function endedLine(input: WhyInput, endedAt: number): WhyLine {
  const { definition, row, events, now, calendar, lang } = input
  const because = events?.last?.because?.[lang] ?? null
  const text = whyWords[lang].ended(stateOf(definition, row.state).label[lang], whenInSentence(endedAt, now, calendar.zone, lang), because)
  const clause = { text: sentence(text), ...(events?.last ? { eventSeq: events.last.seq } : {}) }
  return { text: clause.text, short: clause.text, tone: 'ok', clauses: [clause] }
}

const troubleClause = (trouble: NonNullable<WhyRow['trouble']>, words: WhyWords, when: string): string =>
  trouble.effect === engineTrouble ? words.engineTrouble(when) : words.trouble(trouble.error, when)

/**
 * Why a process stands where it stands: whom it waits for and since when, what was asked, and what happens next by
 * itself. Pure, from the row and the records given.
 */
export function whyLine(input: WhyInput): WhyLine {
  const { row, events, now, calendar, lang, assigneeName } = input
  if (row.endedAt !== null) return endedLine(input, row.endedAt)
  const words = whyWords[lang]
  const due = nearest(row.clocks)
  const ours = row.waitsFor !== null && isStaffParty(row.waitsFor)
  const phrase = (item: PlanItem): string =>
    planPhrase({ definition: input.definition, item, fired: row.fired, now, zone: calendar.zone, lang })
  const next = nextItems(row)
  const first = next[0]
  const trouble = row.trouble && troubleClause(row.trouble, words, whenInSentence(row.trouble.nextTryAt, now, calendar.zone, lang))
  const atDue = first?.kind === 'deadline' && first.share === 100 && first.deadline === due?.name && first.at > now
  const aside = trouble ? lowered(trouble) : first ? (atDue && !managerKnows(row.fired) ? words.thenEscalates : phrase(first)) : null
  const clauses: (WhyClause | null)[] = [
    { text: opening(input, due) },
    trouble === null ? null : { text: trouble },
    events?.last ? lastClause(input, events.last) : null,
    ours && row.assigneeId !== input.readerId ? { text: assigneeName === null ? words.nobody : words.assignee(assigneeName) } : null,
    reminderClause(input),
    due !== null && row.fired.includes(`deadline:${due.name}:100`) ? { text: words.managerKnows } : null,
    { text: next.length > 0 ? words.next(ours, next.map(phrase)) : words.nothingNext },
  ]
  const told = clauses.flatMap((clause) => (clause ? [{ ...clause, text: sentence(clause.text) }] : []))
  return {
    text: told.map((clause) => clause.text).join(' '),
    short: sentence(aside === null ? opening(input, due) : `${opening(input, due)}; ${aside}`),
    tone: toneOf(row, due, now),
    clauses: told,
  }
}

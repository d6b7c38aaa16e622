import type { Role } from '../../domain/roles.ts'

// What processes.md says of a visit, §§ 0 and 1, by hand: nothing here is taken from the definition.

/** Whoever may ask: a role of § 0 (of a representative whose visit it is), and those who must get nowhere. */
export type Asker = Role | 'guest' | 'otherRep' | 'otherGuest' | 'elsewhere'

export const states = ['planned', 'confirmed', 'inProgress', 'reportDue', 'review', 'closed', 'cancelled', 'noShow'] as const
export type State = (typeof states)[number]
export const modes = ['remote', 'inPerson'] as const
export type Mode = (typeof modes)[number]

const planners = ['rep', 'analyst', 'trainer', 'manager'] as const
const open = ['planned', 'confirmed', 'inProgress', 'reportDue', 'review'] as const

interface Row {
  readonly in: readonly State[]
  /** Where it leads; `here` stays. */
  readonly to: State | 'here'
  readonly by: readonly Asker[]
  /** A guest has no part in a meeting of another mode. */
  readonly mode?: Mode
}

/** The state table, and the common actions of § 0. Of a state that is not in a row the action is refused. */
export const table: { readonly [action: string]: readonly Row[] } = {
  confirm: [{ in: ['planned'], to: 'confirmed', by: ['guest', 'rep', 'analyst', 'trainer'] }],
  decline: [{ in: ['planned'], to: 'cancelled', by: ['guest'] }],
  reschedule: [{ in: ['planned', 'confirmed'], to: 'planned', by: planners }],
  // Not of the document: a contact for whom the time is wrong says so before somebody moves the visit.
  askOtherTime: [{ in: ['planned', 'confirmed'], to: 'here', by: ['guest'] }],
  cancel: [{ in: ['planned', 'confirmed'], to: 'cancelled', by: planners }],
  start: [{ in: ['confirmed'], to: 'inProgress', by: ['rep'] }],
  join: [
    { in: ['confirmed'], to: 'inProgress', by: ['guest'], mode: 'remote' },
    // Whoever comes later than the representative, or again.
    { in: ['inProgress'], to: 'here', by: ['guest'], mode: 'remote' },
  ],
  finish: [{ in: ['inProgress'], to: 'reportDue', by: ['rep'] }],
  // Also where nobody has come to begin it.
  noShow: [{ in: ['confirmed', 'inProgress'], to: 'noShow', by: ['rep'] }],
  report: [{ in: ['reportDue'], to: 'review', by: ['rep'] }],
  feedback: [{ in: ['reportDue', 'review'], to: 'here', by: ['guest'] }],
  accept: [{ in: ['review'], to: 'closed', by: ['manager'] }],
  sendBack: [{ in: ['review'], to: 'reportDue', by: ['manager'] }],
  assign: [{ in: open, to: 'here', by: ['analyst', 'trainer', 'manager'] }],
  setDue: [{ in: ['reportDue'], to: 'here', by: ['manager'] }],
  retry: [{ in: states, to: 'here', by: planners }],
  skip: [{ in: states, to: 'here', by: ['analyst', 'trainer', 'manager'] }],
  // A visit has no priority, and nobody deletes one.
  setPriority: [],
  delete: [],
}

const administrators: readonly Asker[] = ['admin', 'orgadmin']
const watchers: readonly Asker[] = [...administrators, 'manager', 'auditor']
const ends: readonly State[] = ['closed', 'cancelled', 'noShow']

/** One question: may they, there? */
export interface Cell {
  readonly action: string
  readonly state: State
  readonly mode: Mode
  readonly asker: Asker
}

/** What somebody gets who may not: a refusal is told apart from what is hidden. */
export type Outcome = State | 'Forbidden' | 'NotFound' | 'NotSignedIn' | 'Ended' | 'UnknownAction' | 'refused'

const byLink = new Set(['confirm', 'decline', 'join', 'feedback', 'askOtherTime'])
/** What stays where it is and changes what can be asked next. */
const spending = new Set(['reschedule', 'feedback', 'askOtherTime'])

function led(cell: Cell): State | undefined {
  const { action, state, mode, asker } = cell
  const row = table[action]?.find((one) => one.in.includes(state) && (one.mode ?? mode) === mode)
  const mayAll = administrators.includes(asker) && row?.by.some((one) => one !== 'guest') === true
  if (!row || !(mayAll || row.by.includes(asker))) return undefined
  return row.to === 'here' ? state : row.to
}

/** A representative has to do with their own visits, analysts and trainers with remote ones, everybody else of § 0 with none. */
function sees({ asker, mode }: Cell): boolean {
  return watchers.includes(asker) || asker === 'rep' || (mode === 'remote' && (asker === 'analyst' || asker === 'trainer'))
}

/** Who books: representatives for themselves, analysts and trainers remote visits of all, nobody else but administrators. */
export function bookingOf(asker: Asker, mode: Mode, repIs: 'rep' | 'otherRep'): 'booked' | 'Forbidden' | 'BadInput' | 'NotSignedIn' {
  if (asker === 'guest' || asker === 'otherGuest') return 'NotSignedIn'
  // Whoever is named is nobody in another organization.
  if (asker === 'elsewhere') return 'BadInput'
  const may = administrators.includes(asker) || asker === repIs || (mode === 'remote' && (asker === 'analyst' || asker === 'trainer'))
  return may ? 'booked' : 'Forbidden'
}

/** What the document says comes of it. */
export function outcomeOf(cell: Cell): Outcome {
  const { asker, action, state } = cell
  if (asker === 'guest' || asker === 'otherGuest') {
    if (!byLink.has(action)) return 'NotSignedIn'
    return asker === 'otherGuest' ? 'NotFound' : (led(cell) ?? 'refused')
  }
  if (asker === 'elsewhere' || asker === 'otherRep') return 'NotFound'
  if (!sees(cell)) return asker === 'analyst' || asker === 'trainer' ? 'NotFound' : 'Forbidden'
  const to = led(cell)
  if (to !== undefined) return to
  if (action === 'delete') return 'UnknownAction'
  return ends.includes(state) && action !== 'retry' && action !== 'skip' ? 'Ended' : 'refused'
}

/** True where what is asked ends or moves the visit, so that the next who asks needs another one. */
export const isSpent = (cell: Cell): boolean => {
  const to = led(cell)
  return to !== undefined && (to !== cell.state || spending.has(cell.action))
}

// What a visit's state says of it, for what is no move.

const ahead: ReadonlySet<string> = new Set(['planned', 'confirmed'])
const afterwards: ReadonlySet<string> = new Set(['reportDue', 'review', 'closed'])

/** Is it still to come, so that it can be moved and noted down? */
export const isAhead = (state: string): boolean => ahead.has(state)

/** While it keeps its representative and its contact for itself at its time: one that was finished, early too, leaves the rest free. */
export const busyStates = ['planned', 'confirmed', 'inProgress'] as const
const busy: ReadonlySet<string> = new Set(busyStates)
export const takesTime = (state: string): boolean => busy.has(state)

/** Has it been held, so that there is something to say of it? */
export const isHeld = (state: string): boolean => afterwards.has(state)

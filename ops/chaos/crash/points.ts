const around = ['before transaction', 'before commit', 'before return'] as const
type Around = (typeof around)[number]
const aroundEach = <Name extends string>(name: Name): `${Name} ${Around}`[] =>
  around.map((moment): `${Name} ${Around}` => `${name} ${moment}`)

/** Where an API can be made to die. */
export const apiPoints = [
  'start before commit',
  'start before engine',
  'start after engine',
  'act after engine',
  'letter before 250',
  'letter after 250',
] as const

/** Where workers can be made to die in what they do all the time. */
export const workerPoints = [
  'send after claim',
  'send before letter',
  'send after letter',
  'send after note',
  ...aroundEach('record'),
  'relay after claim',
  'relay before engine',
  'relay after engine',
] as const

/** What a workflow that lost a record does. */
export const loadPoints = aroundEach('load')

/** What comes seldom: moves that nobody confirmed for 15 s, and one heartbeat in 30 s. */
export const seldomPoints = ['sweep before engine', 'sweep after engine', ...aroundEach('beat')] as const

export type CrashPoint =
  | (typeof apiPoints)[number]
  | (typeof workerPoints)[number]
  | (typeof loadPoints)[number]
  | (typeof seldomPoints)[number]

export const crashPoints: readonly CrashPoint[] = [...apiPoints, ...workerPoints, ...loadPoints, ...seldomPoints]
const known: ReadonlySet<string> = new Set(crashPoints)
export const isCrashPoint = (text: string): text is CrashPoint => known.has(text)

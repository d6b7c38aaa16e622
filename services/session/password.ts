import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { Problem, wrongField } from '../problem.ts'

// OWASP Password Storage: argon2id (the library's default algorithm) with 19 MiB, 2 passes, 1 lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const
const maxQueued = 50

/** Longer input is refused before it is hashed. */
export const maxPasswordLength = 256
const minPasswordLength = 10

let running = 0
let made = 0
const queue: (() => void)[] = []

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= availableParallelism()) {
    if (queue.length >= maxQueued)
      throw new Problem('TooMany', {
        ru: 'Сейчас входит слишком много людей. Подождите несколько секунд и попробуйте снова.',
        en: 'Too many people are signing in. Wait a few seconds and try again.',
      })
    await new Promise<void>((start) => queue.push(start))
  } else running += 1
  made += 1
  try {
    return await work()
  } finally {
    const next = queue.shift()
    // The place goes straight to the next in the queue, so a newcomer can't take it in between.
    if (next) next()
    else running -= 1
  }
}

/** Hashes made by this instance so far, whether of right or of wrong passwords, and how many wait for their turn. */
export const passwordWork = (): { readonly made: number; readonly waiting: number } => ({ made, waiting: queue.length })

/** The hash that is stored. At most one is made per core at a time. @throws Problem TooMany when 50 wait */
export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, cost))

let nobody: Promise<string> | undefined

/**
 * True when the password belongs to the hash. Without a hash, for a person who does not exist, it takes the same
 * time and answers false. @throws Problem TooMany when 50 wait
 */
export async function passwordFits(password: string, stored: string | undefined): Promise<boolean> {
  nobody ??= hash('', cost)
  const against = stored ?? (await nobody)
  const fits = await inTurn(() => verify(against, password))
  return fits && stored !== undefined
}

/** @throws Problem BadInput when the password is one a guesser tries first */
export function checkNewPassword(password: string, email: string): void {
  const name = (email.split('@')[0] ?? '').toLowerCase()
  const lower = password.toLowerCase()
  const obvious =
    (name.length > 2 && lower.includes(name)) ||
    new Set(lower).size < 5 ||
    /^(?:0123456789|1234567890|qwertyuiop|password\d*|пароль\d*)/.test(lower)
  const message =
    password.length < minPasswordLength
      ? { ru: `Не короче ${minPasswordLength} знаков`, en: `At least ${minPasswordLength} characters` }
      : password.length > maxPasswordLength
        ? { ru: `Не длиннее ${maxPasswordLength} знаков`, en: `At most ${maxPasswordLength} characters` }
        : obvious
          ? { ru: 'Такой пароль легко подобрать', en: 'This password is easy to guess' }
          : undefined
  if (message) throw wrongField('password', message)
}

import { z } from 'zod'

/** The parts that inputs are made of. A NUL or half a character can't be kept by Postgres. */
const storable = (text: string): string => text.replaceAll('\u0000', '').replace(/\p{Surrogate}/gu, '\ufffd')

export const id = z.uuid()
/** One line of text for people. */
export const line = (max: number) =>
  z
    .string()
    .max(max * 2)
    .transform((text) => storable(text).replace(/\s+/g, ' ').trim())
    .pipe(z.string().min(1).max(max))
/** What is searched for. */
export const words = (max: number) => z.string().max(max).transform(storable)
/** A name of something of ours: a kind, a state, a choice. */
export const name = z.string().min(1).max(100).transform(storable)
export const email = z.string().trim().toLowerCase().max(254).pipe(z.email())
/** A moment that calendars know, with a month to spare: see `checkInstant`. */
export const instant = z.iso
  .datetime({ offset: true })
  .pipe(z.coerce.date())
  .refine((at) => at.getUTCFullYear() >= 1900 && at.getUTCFullYear() < 9999)
/** IANA, as `Asia/Vladivostok`; whether there is one of this name the verb knows. */
export const zoneName = z.string().max(64)
export const cursor = z.string().min(1).max(1_000)
/** Made by the caller for each thing asked; the same one again gives the first answer. Ids of our own have a colon. */
export const requestId = z.string().regex(/^[\w.-]{1,100}$/)
export const reason = z.string().max(2_000).transform(storable)

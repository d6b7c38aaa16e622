import type { Offer } from '../../../domain/offers.ts'
import type { Outputs } from '../../lib/api.ts'

/** A process as a row of a list. */
export type ProcessRow = Outputs['process']['list']['items'][number]
/** A process as its page shows it. */
export type ProcessDetail = Omit<Outputs['process']['get'], 'offers'> & { readonly offers: readonly Offer[] }
/** One entry of a process's stream: a record of the engine, words, or a letter of the machine. */
export type StreamItem = Outputs['process']['history']['items'][number]
export type FileLink = ProcessDetail['files'][number]
export type Stay = ProcessDetail['path'][number]

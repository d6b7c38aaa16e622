import type { Inputs, Outputs } from '../../../lib/api.ts'
import { api } from '../../../lib/api.ts'

export type Coaching = Outputs['coaching']['get']
export type Observer = Coaching['observers'][number]
export type CoachingNote = NonNullable<Observer['note']>
export const readCoaching = (id: string): Promise<Coaching> => api.coaching.get.query({ id })
export const observe = (input: Inputs['coaching']['observe']): Promise<unknown> => api.coaching.observe.mutate(input)
export const writeNote = (input: Inputs['coaching']['write']): Promise<unknown> => api.coaching.write.mutate(input)
export const replyToNote = (input: Inputs['coaching']['reply']): Promise<unknown> => api.coaching.reply.mutate(input)

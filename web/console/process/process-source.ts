import { isId } from '../../../domain/is-id.ts'
import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'
import { readOrKept } from '../offline/kept.ts'
import type { ProcessDetail, StreamItem } from './process-types.ts'

export type ActInput = Inputs['process']['act']
export type ActAnswer = Outputs['process']['act']

/** By id, or by number as people write it in the address. */
export const readProcess = (id: string): Promise<ProcessDetail> =>
  readOrKept('process', id, () => api.process.get.query(isId(id) ? { id } : { number: id }))

export interface History {
  readonly items: readonly StreamItem[]
  readonly nextCursor: string | null
}
export const readHistory = (id: string, cursor?: string): Promise<History> =>
  cursor === undefined
    ? readOrKept('history', id, () => api.process.history.query({ id, limit: 100 }))
    : api.process.history.query({ id, limit: 100, cursor })
export const act = (input: ActInput): Promise<ActAnswer> => api.process.act.mutate(input)
export const lookAtTime = (question: Inputs['booking']['lookAtTime']) => api.booking.lookAtTime.query(question)
export const revokeLink = (input: Inputs['process']['revokeLink']) => api.process.revokeLink.mutate(input)
export const enterRoom = (input: Inputs['room']['enter']) => api.room.enter.mutate(input)
export const answerAtDoor = (input: Inputs['room']['answerAtDoor']) => api.room.answerAtDoor.mutate(input)
export const assign = (input: Inputs['process']['assign']): Promise<unknown> => api.process.assign.mutate(input)
export const comment = (input: Inputs['process']['comment']): Promise<unknown> => api.process.comment.mutate(input)
export const readWatchers = (id: string): Promise<Outputs['watch']['list']> => api.watch.list.query({ id })
export const setWatch = (input: Inputs['watch']['set']): Promise<unknown> => api.watch.set.mutate(input)
export type Relation = Outputs['relation']['list']['items'][number]
export const readRelations = (id: string): Promise<Outputs['relation']['list']> => api.relation.list.query({ id })
export const addRelation = (input: Inputs['relation']['add']): Promise<unknown> => api.relation.add.mutate(input)
export const removeRelation = (input: Inputs['relation']['remove']): Promise<unknown> => api.relation.remove.mutate(input)
const fewFound = 8
/** Processes of any kind by a number or by words of them. */
export const searchProcesses = (text: string): Promise<Outputs['process']['list']> => api.process.list.query({ text, limit: fewFound })

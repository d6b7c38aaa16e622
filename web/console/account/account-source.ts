import type { Inputs, Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export const changePassword = (current: string, password: string): Promise<unknown> =>
  api.session.changePassword.mutate({ current, password })

export const setZone = (zone: string | null): Promise<unknown> => api.session.setZone.mutate({ zone })

export type Absence = Outputs['absence']['list']['items'][number]
export const readAbsences = (): Promise<Outputs['absence']['list']> => api.absence.list.query()
export const setAbsence = (input: Inputs['absence']['set']): Promise<unknown> => api.absence.set.mutate(input)
export const endAbsence = (id: string): Promise<unknown> => api.absence.end.mutate({ id })
type FeedAnswer = { readonly feed: Outputs['calendar']['feed'] }
export const readFeed = async (): Promise<FeedAnswer> => ({ feed: await api.calendar.feed.query() })
export const issueFeed = (): Promise<{ readonly url: string }> => api.calendar.issueFeed.mutate()
export const revokeFeed = (): Promise<unknown> => api.calendar.revokeFeed.mutate()

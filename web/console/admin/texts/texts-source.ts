import type { Inputs, Outputs } from '../../../lib/api.ts'
import { api } from '../../../lib/api.ts'

export type OwnTexts = Outputs['admin']['texts']['list']
export const readTexts = (): Promise<OwnTexts> => api.admin.texts.list.query()
export const saveText = (input: Inputs['admin']['texts']['set']) => api.admin.texts.set.mutate(input)
export const resetText = (input: Inputs['admin']['texts']['reset']): Promise<unknown> => api.admin.texts.reset.mutate(input)
/** Answers where it went. */
export const tryText = (input: Inputs['admin']['texts']['try']) => api.admin.texts.try.mutate(input)

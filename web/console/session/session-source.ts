import type { Lang } from '../../../domain/label.ts'
import type { Outputs } from '../../lib/api.ts'
import { api } from '../../lib/api.ts'

export type Me = Outputs['session']['me']
export interface Choice {
  readonly slug: string
  readonly name: string
}

export const readMe = (): Promise<Me> => api.session.me.query()

/** Signs in, or answers the organizations to choose from. */
export async function login(email: string, password: string, organization: string | undefined): Promise<readonly Choice[] | undefined> {
  const answer = await api.session.login.mutate({ email, password, ...(organization === undefined ? {} : { organization }) })
  return 'choose' in answer ? answer.choose : undefined
}
export const logout = (): Promise<unknown> => api.session.logout.mutate()
/** The language letters and sentences from the server come in. */
export const keepLang = (lang: Lang): Promise<unknown> => api.session.setLang.mutate({ lang })

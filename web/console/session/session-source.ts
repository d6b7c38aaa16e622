import type { Role } from '../../../domain/roles.ts'
import { ask, send } from '../../lib/api.ts'

export interface Me {
  readonly user: { readonly id: string; readonly name: string; readonly email: string; readonly roles: readonly Role[] }
  readonly organization: { readonly id: string; readonly name: string; readonly demo: boolean }
}

export const readMe = (): Promise<Me> => ask<Me>('session.me')
export interface Choice {
  readonly slug: string
  readonly name: string
}

/** Signs in, or answers the organizations to choose from. */
export const login = (email: string, password: string, organization: string | undefined): Promise<{ readonly choose?: readonly Choice[] }> =>
  send('session.login', { email, password, ...(organization === undefined ? {} : { organization }) })
export const logout = (): Promise<unknown> => send('session.logout')

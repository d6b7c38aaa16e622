import { api } from '../../lib/api.ts'

export const changePassword = (current: string, password: string): Promise<unknown> =>
  api.session.changePassword.mutate({ current, password })

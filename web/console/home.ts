import type { Role } from '../../domain/roles.ts'
import { isPhone } from '../lib/phone.ts'

/** Where work begins: for a representative with a phone the visits of today, for everybody else what waits for them. */
export const homeFor = (roles: readonly Role[]): string => (isPhone() && roles.includes('rep') ? '/calendar' : '/inbox')

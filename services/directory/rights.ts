import { addsContacts, keepsDirectory, readsDirectory } from '../../domain/directory-rights.ts'
import type { Role } from '../../domain/roles.ts'
import type { Ctx } from '../context.ts'
import { forbidden } from '../problem.ts'
import { staffOnly } from '../staff-only.ts'
import type { Staff } from '../staff-only.ts'

function who(ctx: Ctx, may: (held: readonly Role[]) => boolean): Staff {
  const staff = staffOnly(ctx)
  if (!may(staff.roles)) throw forbidden()
  return staff
}

/** Who looks at contacts, organizations and products. @throws Problem Forbidden */
export const directoryReader = (ctx: Ctx): Staff => who(ctx, readsDirectory)
/** Who changes them. @throws Problem Forbidden */
export const directoryKeeper = (ctx: Ctx): Staff => who(ctx, keepsDirectory)
/** Who adds a contact. @throws Problem Forbidden */
export const contactAdder = (ctx: Ctx): Staff => who(ctx, addsContacts)

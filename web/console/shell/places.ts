import { readsDirectory } from '../../../domain/directory-rights.ts'
import type { Role } from '../../../domain/roles.ts'
import { say, t } from '../../lib/i18n.ts'
import { kindsFor, mayReadVisits } from '../kinds.ts'

/** A screen one can go to. */
export interface Place {
  readonly id: string
  readonly href: string
  readonly label: string
  /** The kind of process it lists. */
  readonly kind?: string
}

/** The screens of the work of these roles, in the order of the menu: the same at the left, in the palette and on a phone. */
export const placesFor = (roles: readonly Role[]): readonly Place[] => [
  ...kindsFor(roles).map(({ kind, pluralLabel }) => ({ id: kind, href: `/k/${kind}`, label: say(pluralLabel), kind })),
  ...(readsDirectory(roles) ? [{ id: 'contacts', href: '/contacts', label: t('directory.contacts') }] : []),
  ...(mayReadVisits(roles)
    ? [
        { id: 'plans', href: '/plans', label: t('plans.short') },
        { id: 'figures', href: '/figures', label: t('figures.short') },
      ]
    : []),
]

/** The screens of one's own account, in the order of the menu: the same at the left and on a phone. */
export const accountPlacesFor = (roles: readonly Role[]): readonly Place[] => [
  { id: 'absence', href: '/account/absence', label: t('absence.title') },
  ...(mayReadVisits(roles) ? [{ id: 'feed', href: '/account/calendar', label: t('feed.title') }] : []),
  { id: 'zone', href: '/account/zone', label: t('account.zone') },
  { id: 'password', href: '/account/password', label: t('account.password') },
]

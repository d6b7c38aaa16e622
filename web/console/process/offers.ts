import type { Form } from '../../../domain/form.ts'
import { partyLabels } from '../../../domain/roles.ts'
import { formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'

/** An action as a button: what it asks, and when it isn't for the reader, why. */
export interface Offer {
  readonly name: string
  readonly label: string
  readonly form: Form
  readonly needsReason: boolean
  readonly danger: boolean
  readonly common: boolean
  readonly refused: string | undefined
  /** Says something to the outside party, so it belongs to the conversation. */
  readonly talks: boolean
}

type Offered = ProcessDetail['offers'][number]
const engineActions: readonly string[] = ['retry', 'skip']

function refusalOf(offered: Offered): string | undefined {
  if (offered.allowed) return undefined
  const parties = offered.by.map((party) => say(partyLabels[party])).join(', ')
  if (offered.why === 'early' && offered.opensAt !== null)
    return t('page.opensAt', { when: formatMoment(new Date(offered.opensAt).toISOString()) })
  if (offered.why === 'line') return t('page.notYourLine', { parties })
  return offered.why === 'when' ? t('page.notWhen') : t('page.onlyFor', { parties })
}

/** Only somebody outside may do it: not a button for staff at all. */
const isForOthers = (offered: Offered): boolean =>
  offered.by.every((party) => party === 'requester' || party === 'contact' || party === 'machine')

/** What the reader may do now and what not; the server decided, the engine has the last word. */
export function offersOf(process: ProcessDetail): readonly Offer[] {
  const actions = kindOf(process.kind)?.states[process.state]?.actions ?? {}
  const isUrged = ({ action }: Offered): boolean => actions[action]?.urged?.(process.data) === true
  return process.offers
    .toSorted((one, other) => Number(isUrged(other)) - Number(isUrged(one)))
    .filter((offered) => (offered.allowed || !isForOthers(offered)) && offered.why !== 'when')
    .map((offered) => ({
      name: offered.action,
      label: say(offered.label),
      form: engineActions.includes(offered.action) ? {} : offered.form,
      needsReason: offered.needsReason,
      danger: offered.danger,
      common: offered.common,
      refused: refusalOf(offered),
      talks: actions[offered.action]?.send !== undefined && !offered.danger && Object.keys(offered.form).length > 0,
    }))
}

import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import { A } from '@solidjs/router'
import { isAdministrator } from '../../../domain/roles.ts'
import { offeredTimes } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Checkbox } from '../../ui/checkbox.tsx'
import { useMe } from '../session/session.tsx'
import { AllowForm } from './allow-form.tsx'
import type { Booked, Plan, Proposal } from './plans-source.ts'
import { t } from './plans-words.ts'

const mostTimes = 4

/** One proposed visit: when, or why not; once it was asked for, its number or what hinders it with other times. */
export function ProposalRow(props: {
  readonly plan: Plan
  readonly proposal: Proposal
  readonly startsAt: string | undefined
  /** Undefined for who books none. */
  readonly chosen: boolean | undefined
  readonly result: Booked | undefined
  readonly onChosen: (on: boolean) => void
  readonly onTime: (startsAt: string) => void
  readonly onAllowed: () => void
}): JSX.Element {
  const me = useMe()
  const mayAllow = (): boolean => me().user.roles.includes('manager') || isAdministrator(me().user.roles)
  const refused = () => props.result?.refused ?? undefined
  const times = (): readonly string[] => offeredTimes(refused()?.details).slice(0, mostTimes)
  const who = (): string => [props.proposal.organizationName, props.proposal.repName].filter(Boolean).join(' · ')
  const when = (): string => {
    if (props.startsAt !== undefined) return formatMoment(props.startsAt)
    return props.proposal.why === null ? '' : t(`plans.why.${props.proposal.why}`)
  }
  const name = (): JSX.Element => (
    <>
      <b>{props.proposal.contactName}</b> <span class={props.startsAt === undefined ? 'muted' : ''}>{when()}</span>
      <span class="tiny plans-line">{who()}</span>
    </>
  )
  return (
    <li>
      <Show when={props.result?.visit} fallback={<Choosable {...props} name={name()} />}>
        {(visit) => (
          <div>
            {name()}
            <A href={`/p/${visit().id}`}>{t('plans.bookedAs', { number: visit().number })}</A>
          </div>
        )}
      </Show>
      <Show when={refused()}>
        {(said) => (
          <p class="field-error" role="alert">
            {say(said().message)}
          </p>
        )}
      </Show>
      <Show when={times().length > 0}>
        <div class="row" role="group" aria-label={t('plans.otherTimes', { name: props.proposal.contactName })}>
          <For each={times()}>
            {(startsAt) => (
              <Button small aria-pressed={props.startsAt === startsAt} onClick={() => props.onTime(startsAt)}>
                {formatMoment(startsAt)}
              </Button>
            )}
          </For>
        </div>
      </Show>
      <Show when={props.proposal.why === 'budget' && mayAllow()}>
        <AllowForm plan={props.plan} contactId={props.proposal.contactId} onAllowed={() => props.onAllowed()} />
      </Show>
    </li>
  )
}

function Choosable(props: {
  readonly name: JSX.Element
  readonly startsAt: string | undefined
  readonly chosen: boolean | undefined
  readonly onChosen: (on: boolean) => void
}): JSX.Element {
  return (
    <Show when={props.startsAt !== undefined && props.chosen !== undefined} fallback={<div>{props.name}</div>}>
      <Checkbox label={<span>{props.name}</span>} checked={props.chosen === true} onChecked={(on) => props.onChosen(on)} />
    </Show>
  )
}

import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { A, useNavigate } from '@solidjs/router'
import Phone from 'lucide-solid/icons/phone'
import { formatPhone } from '../../../domain/text/phone.ts'
import { wishMark } from '../../../domain/visit-wish.ts'
import { formatTime } from '../../../domain/text/relative-date.ts'
import { newId } from '../../lib/new-id.ts'
import { say, t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { showToast } from '../../ui/toast.tsx'
import { visit } from '../../../domain/visit.ts'
import { actOrPutAside } from '../offline/act-or-put-aside.ts'
import { unsent } from '../offline/unsent.ts'
import { createSending } from '../process/sending.ts'
import type { DayVisit } from './calendar-source.ts'
import { markOf, modeWord, stateWord } from './state-mark.ts'

const stepWords = { start: 'calendar.start', finish: 'calendar.finish', report: 'calendar.report' } as const

/** One visit of the day: when, with whom, where, and the next step by one tap. */
export function DayVisitCard(props: { readonly visit: DayVisit; readonly zone: string; readonly onAnswer: () => void }): JSX.Element {
  const navigate = useNavigate()
  const sending = createSending()
  const [requestId, setRequestId] = createSignal(newId())
  // What comes after a step that was not sent yet is taken on the visit's own page, which shows it as taken.
  const waits = (): boolean => unsent().some((item) => item.processId === props.visit.id)
  const time = (iso: string): string => formatTime(Date.parse(iso), props.zone)
  const take = async (step: NonNullable<DayVisit['step']>): Promise<void> => {
    if (step.action === 'report') {
      navigate(`/p/${props.visit.id}?do=report`)
      return
    }
    if (sending.isUnderWay()) return
    const { id, seq, contactName, organizationName } = props.visit
    const shown = { ...props.visit, kind: visit.kind, title: visit.title({ contactName, contactOrganization: organizationName }) }
    const answer = await sending.send(() => actOrPutAside({ id, action: step.action, form: {}, requestId: requestId(), seen: seq }, shown))
    if (answer.kind === 'refused') showToast(answer.failure.message, 'late')
    if (answer.kind !== 'stopped') setRequestId(newId())
    props.onAnswer()
  }
  return (
    <li class="card day-visit" classList={{ over: ['closed', 'cancelled', 'noShow'].includes(props.visit.state) }}>
      <div class="row day-when">
        <strong class="num">
          {time(props.visit.startsAt)}–{time(props.visit.endsAt)}
        </strong>
        <Chip>
          <span aria-hidden="true">{markOf(props.visit.state)}</span> {stateWord(props.visit.state)}
        </Chip>
        <Show when={props.visit.asksOtherTime}>
          <Chip tone="warn">{say(wishMark)}</Chip>
        </Show>
      </div>
      <A class="day-who" href={`/p/${props.visit.id}`}>
        {props.visit.contactName}
      </A>
      <div class="muted">{props.visit.organizationName}</div>
      <div class="muted">
        {props.visit.mode === 'inPerson' && props.visit.address !== null ? props.visit.address : modeWord(props.visit.mode)}
      </div>
      <div class="row day-steps">
        <Show when={waits()}>
          <A class="tiny" href="/unsent">
            {t('unsent.waits')}
          </A>
        </Show>
        <Show when={!waits() && props.visit.step}>
          {(step) => (
            <Show
              when={step().opensAt}
              fallback={
                <Button kind="main" busy={sending.isUnderWay()} onClick={() => void take(step())}>
                  {t(stepWords[step().action])}
                </Button>
              }
            >
              {(opensAt) => (
                <span class="tiny muted">{t('calendar.opens', { action: t(stepWords[step().action]), time: time(opensAt()) })}</span>
              )}
            </Show>
          )}
        </Show>
        <Show when={props.visit.phone}>
          {(phone) => (
            <a
              class="btn"
              href={`tel:${phone()}`}
              aria-label={t('calendar.callNamed', { name: props.visit.contactName, phone: formatPhone(phone()) })}
            >
              <Phone size={17} aria-hidden="true" /> {t('calendar.call')}
            </a>
          )}
        </Show>
      </div>
    </li>
  )
}

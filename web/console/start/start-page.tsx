import type { JSX } from 'solid-js'
import { Show, createEffect, createSignal, on } from 'solid-js'
import { useNavigate, useParams, useSearchParams } from '@solidjs/router'
import type { ProcessDefinition } from '../../../domain/process.ts'
import { startFormOf } from '../../../domain/start-form.ts'
import { createDraft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { submitByKey } from '../../ui/submit-by-key.ts'
import { showToast } from '../../ui/toast.tsx'
import { FormFields } from '../form/form-fields.tsx'
import { OfferedTimes } from '../form/offered-times.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { kindOf, startableFor } from '../kinds.ts'
import NotFoundPage from '../not-found-page.tsx'
import { formValues, isDefinite, problemsOf } from '../process/act.ts'
import { PhaseLine } from '../process/phase-line.tsx'
import { createSending } from '../process/sending.ts'
import { SecondThoughtLine, createSecondThought } from '../process/second-thought.tsx'
import { SentFields } from '../process/sent-fields.tsx'
import { useMe } from '../session/session.tsx'
import { AgreedWarning, createAgainst } from './agreed-warning.tsx'
import { FreeTimes } from './free-times.tsx'
import { KnownPeople } from './known-people.tsx'
import { start } from './start-source.ts'
import { t } from './start-words.ts'
import { startOf } from './visit-asked.ts'
import './start-page.css'

/** The form that begins a process of a kind. */
export default function StartPage(): JSX.Element {
  const params = useParams()
  const me = useMe()
  return (
    <Show when={kindOf(params['kind'] ?? '')} keyed fallback={<NotFoundPage />}>
      {(definition) => (
        <Show
          when={startableFor(me().user.roles).includes(definition)}
          fallback={
            <ForbiddenPage title={t('start.forbidden', { kind: say(definition.pluralLabel) })}>{t('start.forbiddenText')}</ForbiddenPage>
          }
        >
          <StartForm definition={definition} />
        </Show>
      )}
    </Show>
  )
}

/** What staff would choose almost always, so that it needs no click. */
const usual = { requestType: 'incident', priority: 'normal', channel: 'console', mode: 'remote', durationMinutes: 30 } as const

function StartForm(props: { readonly definition: ProcessDefinition }): JSX.Element {
  const navigate = useNavigate()
  const me = useMe()
  const form = startFormOf(props.definition, me().user.roles)
  const own = me().user.roles.includes('rep') ? { repId: me().user.id } : {}
  const initial = Object.fromEntries(Object.entries({ ...usual, ...own, language: lang() }).filter(([name]) => Object.hasOwn(form, name)))
  const draft = createDraft(`start.${props.definition.kind}`, initial)
  const [params] = useSearchParams()
  // A link may fill in what it knows, as an empty place of the calendar does.
  for (const [name, value] of Object.entries(params)) if (Object.hasOwn(form, name) && typeof value === 'string') draft.set(name, value)
  const [restored, setRestored] = createSignal(draft.restored)
  const [problems, setProblems] = createSignal<Readonly<Record<string, string>>>({})
  const sending = createSending()
  const thought = createSecondThought(draft, props.definition.kind)
  const against = createAgainst(draft)
  // Nothing is promised that a second press does not bring.
  const goesOn = (): boolean => thought.why() !== undefined && !against.data()?.refused
  // Said beside the start, not after everything else was filled in.
  createEffect(
    on([() => draft.values['startsAt'], () => draft.values['contactId'], () => draft.values['repId']], () => {
      if (startOf(draft.values) !== undefined) void thought.look()
    }),
  )
  // Why it should be all the same is asked below the times, and only where it has to be.
  const isAbsent = (name: string): boolean => name === 'overBudget' || (name === 'address' && draft.values['mode'] !== 'inPerson')
  const isUnclear = (): boolean => sending.phase().kind === 'unconfirmed' || sending.phase().kind === 'stopped'
  let element: HTMLFormElement | undefined

  const submit = async (): Promise<void> => {
    if (sending.isUnderWay()) return
    const found = problemsOf(form, draft)
    setProblems(found)
    if (Object.keys(found).length > 0) {
      queueMicrotask(() => element?.querySelector<HTMLElement>('[aria-invalid]')?.focus())
      return
    }
    if (!(await thought.passes()) || sending.isUnderWay()) return
    const [values, requestId] = [formValues(draft.values), draft.requestId()]
    const answer = await sending.send(() => start(props.definition.kind, values, requestId))
    const isSame = draft.requestId() === requestId
    if (answer.kind === 'confirmed') {
      const made = answer.value
      if (isSame) draft.clear()
      showToast(made.number === null ? t('start.accepted') : t('start.created', { number: made.number }), 'ok')
      if (answer.seen) navigate(made.number === null ? `/k/${props.definition.kind}` : `/p/${made.id}`)
    } else if (answer.kind === 'refused') {
      if (isSame && isDefinite(answer.failure)) draft.renew()
      if (answer.seen) setProblems(answer.failure.problems)
      else showToast(answer.failure.message, 'late')
    }
  }
  return (
    <div class="page start">
      <h1>{say(props.definition.newLabel)}</h1>
      <div class="row tiny start-intro">
        <Show when={props.definition.startBrings}>{(words) => <span>{say(words())}</span>}</Show>
        <Show when={restored()}>
          <span>
            {t('start.draft')}.{' '}
            <button
              type="button"
              class="link-button"
              disabled={sending.isUnderWay()}
              onClick={() => {
                draft.clear()
                setRestored(false)
              }}
            >
              {t('start.dropDraft')}
            </button>
          </span>
        </Show>
      </div>
      <form
        ref={element}
        class="card stack"
        novalidate
        onKeyDown={submitByKey}
        onSubmit={(event) => {
          event.preventDefault()
          void submit()
        }}
      >
        <SentFields locked={sending.isUnderWay()}>
          <FormFields
            form={form}
            draft={draft}
            problems={problems()}
            autofocus
            isAbsent={isAbsent}
            under={(name) =>
              name === 'durationMinutes' ? (
                <>
                  <SecondThoughtLine thought={thought} />
                  <AgreedWarning draft={draft} against={against} error={problems()['overBudget']} />
                  <FreeTimes draft={draft} />
                </>
              ) : name === 'contactPhone' ? (
                <KnownPeople form={form} draft={draft} />
              ) : undefined
            }
          />
        </SentFields>
        <PhaseLine sending={sending} />
        <OfferedTimes sending={sending} form={form} draft={draft} />
        <Show when={sending.phase().kind !== 'repeating'}>
          <div class="row">
            <Button type="submit" kind="main" shortcut="Ctrl+Enter" busy={sending.isUnderWay()}>
              {isUnclear() ? t('page.repeat') : goesOn() ? t('unusual.goOn') : t('start.submit')}
            </Button>
            <ButtonLink kind="ghost" href={`/k/${props.definition.kind}`}>
              {t('ui.cancel')}
            </ButtonLink>
          </div>
        </Show>
      </form>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { Match, Switch, createSignal } from 'solid-js'
import { longestCriterion, mostCriteria, usualCriteria } from '../../../domain/coaching.ts'
import type { Lang } from '../../../domain/label.ts'
import type { Failure } from '../../lib/failure.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createQuery } from '../../lib/query.ts'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { minuteOf, timeText } from './minute-of-day.ts'
import { useSession } from '../session/session.tsx'
import { ScreenFailure } from '../shell/screen-failure.tsx'
import type { OrganizationCard } from './admin-source.ts'
import { readOrganization, saveOrganization } from './admin-source.ts'

const langOptions = [
  { value: 'ru', label: 'Русский' },
  { value: 'en', label: 'English' },
] as const

const visitNumbers = Array.from({ length: 32 }, (_, at) => ({ value: String(at), label: String(at) }))

/** What the organization is called and which language it speaks. */
export function OrganizationPart(): JSX.Element {
  const card = createQuery(() => true, readOrganization, { keep: true })
  return (
    <Switch>
      <Match when={card.data()}>{(data) => <OrganizationForm card={data()} onSaved={() => void card.refetch()} />}</Match>
      <Match when={card.failure()}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => void card.refetch()} />}</Match>
      <Match when={true}>
        <Skeleton tall lines={3} />
      </Match>
    </Switch>
  )
}

function OrganizationForm(props: { readonly card: OrganizationCard; readonly onSaved: () => void }): JSX.Element {
  const session = useSession()
  const [name, setName] = createSignal(props.card.name)
  const [lang, setLang] = createSignal<Lang>(props.card.lang)
  const [from, setFrom] = createSignal(timeText(props.card.quiet.fromMinute))
  const [visits, setVisits] = createSignal(String(props.card.visitsPerContactMonth))
  const [criteria, setCriteria] = createSignal(props.card.coachingCriteria.join('\n'))
  const [until, setUntil] = createSignal(timeText(props.card.quiet.toMinute))
  const [busy, setBusy] = createSignal(false)
  const [failure, setFailure] = createSignal<Failure>()
  const wrong = (): string | undefined => (name().trim() === '' ? t('organization.nameNeeded') : failure()?.problems['name'])
  const form = (): string => `${location.origin}/new/${props.card.slug}`
  const submit = async (event: SubmitEvent): Promise<void> => {
    event.preventDefault()
    if (busy() || name().trim() === '') return
    setBusy(true)
    setFailure(undefined)
    try {
      const [fromMinute, toMinute] = [minuteOf(from()), minuteOf(until())]
      const quiet = fromMinute === undefined || toMinute === undefined ? {} : { quiet: { fromMinute, toMinute } }
      const coachingCriteria = criteria()
        .split('\n')
        .filter((line) => line.trim() !== '')
      await saveOrganization({ name: name().trim(), lang: lang(), visitsPerContactMonth: Number(visits()), coachingCriteria, ...quiet })
      showToast(t('ui.saved'), 'ok')
      props.onSaved()
      await session.refresh()
    } catch (error) {
      setFailure(failureOf(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form class="stack admin-organization" onSubmit={(event) => void submit(event)} novalidate>
      <section class="card stack">
        <TextField
          label={t('organization.name')}
          hint={t('organization.nameHint')}
          maxLength={200}
          error={wrong()}
          value={name()}
          onValue={setName}
        />
        <ChoiceField
          label={t('organization.lang')}
          hint={t('organization.langHint')}
          value={lang()}
          options={langOptions}
          onValue={(value) => setLang(value === 'en' ? 'en' : 'ru')}
        />
        <fieldset class="field">
          <legend>{t('organization.quiet')}</legend>
          <div class="row">
            <TextField label={t('organization.quietFrom')} type="time" value={from()} onValue={setFrom} />
            <TextField label={t('organization.quietUntil')} type="time" value={until()} onValue={setUntil} />
          </div>
          <p class="tiny">{t('organization.quietHint')}</p>
        </fieldset>
        <SelectField
          label={t('organization.visitsPerMonth')}
          hint={t('organization.visitsPerMonthHint')}
          value={visits()}
          options={visitNumbers}
          onValue={setVisits}
        />
        <TextArea
          label={t('organization.criteria')}
          hint={t('organization.criteriaHint', { count: mostCriteria })}
          placeholder={usualCriteria.map(say).join('\n')}
          rows={mostCriteria - 1}
          maxLength={mostCriteria * (longestCriterion + 1)}
          value={criteria()}
          onValue={setCriteria}
        />
        <dl class="kv">
          <dt>{t('organization.support')}</dt>
          <dd>
            <a href={`mailto:${props.card.supportAddress}`}>{props.card.supportAddress}</a>
          </dd>
          <dt>{t('organization.form')}</dt>
          <dd>
            <a href={form()} rel="external" target="_blank">
              {form()}
            </a>
          </dd>
        </dl>
        <FormEnd refused={wrong() === undefined ? failure()?.message : undefined} busy={busy()} />
      </section>
    </form>
  )
}

import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import { A } from '@solidjs/router'
import { contactForm } from '../../../domain/directory.ts'
import { formatPhone } from '../../../domain/text/phone.ts'
import { visit } from '../../../domain/visit.ts'
import { stateOf } from '../../../domain/decide.ts'
import type { DraftValues } from '../../lib/draft.ts'
import { RequestFailure } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { createPatientText } from '../../lib/patient-text.ts'
import { lang } from '../../lib/preferences.ts'
import { createQuery } from '../../lib/query.ts'
import { TextField } from '../../ui/text-field.tsx'
import type { Contact } from './directory-source.ts'
import { readContactVisits, readKnown, readOrganizations, saveContact } from './directory-source.ts'
import { t } from './directory-words.ts'
import { EntryForm } from './entry-form.tsx'

/** A contact: what is known, where they work, and their visits. */
export function ContactWindow(props: {
  readonly contact: Contact | undefined
  readonly readOnly: boolean
  readonly onClose: () => void
  readonly onSaved: () => void
  /** Opens another contact instead. */
  readonly onOpen: (contact: Contact) => void
}): JSX.Element {
  const organization = createPatientText()
  const [place, setPlace] = createSignal(props.contact?.organization?.name ?? '')
  const places = createQuery(organization.asked, (text) => readOrganizations(text), { keep: true })
  const known = () => [...(places.data()?.items ?? []), ...(props.contact?.organization ? [props.contact.organization] : [])]
  const placeId = (): string | null | undefined => (place().trim() === '' ? null : known().find((one) => one.name === place().trim())?.id)
  const [alike, setAlike] = createSignal<readonly Contact[]>([])
  const refuse = (message: string): never => {
    throw new RequestFailure({ kind: 'invalid', message, problems: {}, offers: [] })
  }
  const save = async (form: DraftValues): Promise<unknown> => {
    const organizationId = placeId()
    if (organizationId === undefined) return refuse(t('directory.choosePlace'))
    const before = alike()
    if (props.contact === undefined) setAlike(await readKnown(form))
    // Who was shown is not shown again: it is somebody else.
    if (alike().some(({ id }) => before.every((one) => one.id !== id))) return refuse(t('directory.knownAlready'))
    return saveContact({ id: props.contact?.id, form }, organizationId)
  }
  return (
    <EntryForm
      title={props.contact?.name ?? t('directory.addContact')}
      place={`contact.${props.contact?.id ?? 'new'}`}
      form={contactForm}
      values={{ ...props.contact, language: props.contact?.lang ?? lang() }}
      readOnly={props.readOnly}
      save={save}
      onClose={props.onClose}
      onSaved={props.onSaved}
    >
      <TextField
        label={t('directory.place')}
        hint={t('directory.placeHint')}
        value={place()}
        error={
          placeId() === undefined && !places.busy() && organization.asked() === place().trim() ? t('directory.choosePlace') : undefined
        }
        suggestions={known().map((one) => one.name)}
        onValue={(text) => {
          setPlace(text)
          organization.type(text)
        }}
      />
      <KnownContacts contacts={alike()} onOpen={props.onOpen} />
      <Show when={props.contact?.organization?.refusal}>
        {(why) => <p class="warn-text">{t('directory.placeRefuses', { why: why() })}</p>}
      </Show>
      <ContactVisits contactId={props.contact?.id} />
    </EntryForm>
  )
}

/** Those who have the phone or the e-mail of somebody new. */
function KnownContacts(props: { readonly contacts: readonly Contact[]; readonly onOpen: (contact: Contact) => void }): JSX.Element {
  return (
    <Show when={props.contacts.length > 0}>
      <div class="stack">
        <h3>{t('directory.known')}</h3>
        <ul class="card open-rows directory-list">
          <For each={props.contacts}>
            {(one) => (
              <li>
                <button type="button" class="open-row" onClick={() => props.onOpen(one)}>
                  <b>{one.name}</b>
                  <span class="tiny">{[one.position, one.organization?.name].filter(Boolean).join(', ')}</span>
                  <span class="tiny">{[one.phone === null ? '' : formatPhone(one.phone), one.email].filter(Boolean).join(', ')}</span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  )
}

function ContactVisits(props: { readonly contactId: string | undefined }): JSX.Element {
  const visits = createQuery(() => props.contactId, readContactVisits)
  return (
    <Show when={(visits.data()?.items ?? []).length > 0}>
      <div class="stack">
        <h3>{t('directory.visits')}</h3>
        <ul class="directory-visits">
          <For each={visits.data()?.items}>
            {(one) => (
              <li>
                <A href={`/p/${one.id}`}>{one.number}</A> <span>{formatMoment(one.startsAt)}</span>{' '}
                <span class="tiny">{[say(stateOf(visit, one.state).label), one.repName].filter(Boolean).join(', ')}</span>
              </li>
            )}
          </For>
        </ul>
      </div>
    </Show>
  )
}

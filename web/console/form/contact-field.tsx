import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import type { ContactField as Field, Form } from '../../../domain/form.ts'
import { formatPhone } from '../../../domain/text/phone.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { createPatientText } from '../../lib/patient-text.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { FindField } from '../../ui/find-field.tsx'
import type { Contact } from '../directory/directory-source.ts'
import { readContacts } from '../directory/directory-source.ts'
import { t } from './form-words.ts'
import { takeContact } from './take-contact.ts'

const fewest = 2
const mostShown = 6

/** Finds a contact by a few letters or digits and fills in the fields that describe them; somebody new is typed in there. */
export function ContactField(props: {
  readonly name: string
  readonly field: Field
  readonly form: Form
  readonly draft: Draft
  readonly error: string | undefined
}): JSX.Element {
  const text = createPatientText()
  const [name, setName] = createSignal<string>()
  const found = createQuery(
    () => (text.asked().length < fewest ? undefined : text.asked()),
    (asked) => readContacts(asked),
  )
  // What was found for fewer letters is not offered to Enter.
  const isAsked = (): boolean => text.asked().length >= fewest && text.typed().trim() === text.asked()
  const chosen = (): boolean => props.draft.values[props.name] !== undefined
  const choose = (contact: Contact): void => {
    setName(contact.name)
    takeContact(props.form, props.draft, props.name, contact)
    text.type('')
  }
  return (
    <div class="stack">
      <Show
        when={!chosen()}
        fallback={
          <div class="row">
            <span class="grow">
              {say(props.field.label)}: <b>{name() ?? String(props.draft.values['contactName'] ?? '')}</b>
            </span>
            <Button onClick={() => props.draft.set(props.name, undefined)}>{t('booking.another')}</Button>
          </div>
        }
      >
        <FindField
          label={say(props.field.label)}
          hint={t('booking.findHint')}
          placeholder={t('directory.find')}
          value={text.typed()}
          error={props.error}
          onValue={text.type}
          found={isAsked() ? found.data()?.items.slice(0, mostShown) : undefined}
          foundLabel={t('booking.found')}
          nothing={t('booking.nobody')}
          show={(contact) => (
            <>
              <b>{contact.name}</b>
              <span class="tiny">{[contact.position, contact.organization?.name].filter(Boolean).join(', ')}</span>
              <span class="tiny">{contact.phone === null ? contact.email : formatPhone(contact.phone)}</span>
            </>
          )}
          onChoose={choose}
        />
      </Show>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { contactForm } from '../../../domain/directory.ts'
import { checkForm } from '../../../domain/form.ts'
import type { Form } from '../../../domain/form.ts'
import type { Draft } from '../../lib/draft.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { readKnown } from '../directory/directory-source.ts'
import { takeContact } from '../form/take-contact.ts'
import { t } from './start-words.ts'

/** Who of the directory has the e-mail or the phone that somebody typed for a new contact; one click takes them instead. */
export function KnownPeople(props: { readonly form: Form; readonly draft: Draft }): JSX.Element {
  const typed = createMemo(
    () => {
      const { contactId, contactName: name, contactEmail: email, contactPhone: phone, language } = props.draft.values
      if (contactId !== undefined || (email === undefined && phone === undefined)) return undefined
      const checked = checkForm(contactForm, { name, email, phone, language })
      return checked.ok ? checked.value : undefined
    },
    undefined,
    // Under what name they are typed changes nothing.
    { equals: (before, after) => before?.email === after?.email && before?.phone === after?.phone },
  )
  const known = createQuery(typed, (form) => readKnown({ ...form }))
  return (
    <Show when={(known.data() ?? []).length > 0}>
      <div class="stack" role="group" aria-label={t('booking.known')}>
        <p class="warn-text" role="status">
          {t('booking.known')}
        </p>
        <div class="row">
          <For each={known.data()}>
            {(one) => (
              <Button onClick={() => takeContact(props.form, props.draft, 'contactId', one)}>
                {[one.name, one.position, one.organization?.name].filter(Boolean).join(', ')}
              </Button>
            )}
          </For>
        </div>
      </div>
    </Show>
  )
}

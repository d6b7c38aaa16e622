import type { JSX } from 'solid-js'
import { For, Show, createMemo, on } from 'solid-js'
import type { Field, Form } from '../../../domain/form.ts'
import type { Draft } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import type { FileInput } from './file-input.tsx'
import { createFileInput } from './file-input.tsx'
import { ContactField } from './contact-field.tsx'
import { FormField } from './form-field.tsx'

interface FormFieldsProps {
  readonly form: Form
  readonly draft: Draft
  readonly problems: Readonly<Record<string, string>>
  readonly autofocus?: boolean
  /** A field that has no place beside what is chosen now. */
  readonly isAbsent?: (name: string) => boolean
  /** What stands under a field. */
  readonly under?: (name: string) => JSX.Element
  readonly onBusyFiles?: (busy: boolean) => void
}

/** Every field of a form of the domain, in its order. Pictures pasted into a text go to the form's files. */
export function FormFields(props: FormFieldsProps): JSX.Element {
  // Taken once: a refresh of the screen must not rebuild the field somebody types in.
  const fields: readonly (readonly [string, Field])[] = Object.entries(props.form).filter(([, field]) => field.unseen !== true)
  const fileInputs = new Map<string, FileInput>()
  for (const [name, field] of fields) if (field.type === 'files') fileInputs.set(name, createFileInput(name, field, props.draft))
  const firstFiles = [...fileInputs.values()][0]
  // What was wrong with a field is said until it is filled in otherwise.
  const refused = createMemo(
    on(
      () => props.problems,
      () => ({ ...props.draft.values }),
    ),
  )
  const errorOf = (name: string): string | undefined =>
    String(refused()[name]) === String(props.draft.values[name]) ? props.problems[name] : undefined
  return (
    <For each={fields}>
      {([name, field], index) => {
        const files = fileInputs.get(name)
        if (files !== undefined) return files.element(say(field.label), errorOf(name), field.hint && say(field.hint))
        if (field.type === 'contact')
          return <ContactField name={name} field={field} form={props.form} draft={props.draft} error={errorOf(name)} />
        return (
          <Show when={props.isAbsent?.(name) !== true}>
            <FormField
              name={name}
              field={field}
              value={props.draft.values[name]}
              error={errorOf(name)}
              autofocus={props.autofocus === true && index() === 0}
              onValue={(value) => props.draft.set(name, value)}
              onPasteFiles={firstFiles?.add}
            />
            {props.under?.(name)}
          </Show>
        )
      }}
    </For>
  )
}

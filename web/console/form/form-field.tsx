import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import type { Field, PersonField } from '../../../domain/form.ts'
import { parseMoney } from '../../../domain/text/money.ts'
import type { DraftValues } from '../../lib/draft.ts'
import { say } from '../../lib/i18n.ts'
import { createQuery } from '../../lib/query.ts'
import { Checkbox } from '../../ui/checkbox.tsx'
import { ChoiceField } from '../../ui/choice-field.tsx'
import { MomentField } from '../../ui/moment-field.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextArea } from '../../ui/text-area.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { t } from './form-words.ts'
import { Phrases } from './phrases.tsx'
import { readPeople, withAbsence } from './people-source.ts'
import { ProductField } from './product-field.tsx'

type Value = DraftValues[string] | undefined
interface FormFieldProps {
  readonly name: string
  readonly field: Field
  readonly value: Value
  readonly error: string | undefined
  readonly autofocus: boolean
  readonly onValue: (value: Value) => void
  readonly onPasteFiles: ((files: readonly File[]) => void) | undefined
}

const fewChoices = 5
const textOf = (value: Value): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '')

/** One field of a domain form, with the control that suits its type. */
export function FormField(props: FormFieldProps): JSX.Element {
  const common = {
    get label() {
      return say(props.field.label)
    },
    get hint() {
      return props.field.hint && say(props.field.hint)
    },
    get error() {
      return props.error
    },
    get required() {
      return props.field.optional !== true
    },
  }
  const field = props.field
  const setText = (text: string): void => props.onValue(text === '' ? undefined : text)
  switch (field.type) {
    case 'text':
      if (field.from === 'products')
        return <ProductField {...common} maxLength={field.max} value={textOf(props.value)} autofocus={props.autofocus} onValue={setText} />
      return field.multiline ? (
        <>
          <TextArea
            {...common}
            value={textOf(props.value)}
            maxLength={field.max}
            autofocus={props.autofocus}
            onValue={setText}
            onPasteFiles={props.onPasteFiles}
          />
          <Phrases phrases={field.phrases ?? []} text={textOf(props.value)} onText={setText} />
        </>
      ) : (
        <TextField {...common} value={textOf(props.value)} maxLength={field.max} autofocus={props.autofocus} onValue={setText} />
      )
    case 'email':
      return (
        <TextField {...common} type="email" inputMode="email" value={textOf(props.value)} autofocus={props.autofocus} onValue={setText} />
      )
    case 'phone':
      return <TextField {...common} type="tel" inputMode="tel" value={textOf(props.value)} autofocus={props.autofocus} onValue={setText} />
    case 'reference':
      return (
        <TextField
          {...common}
          hint={common.hint ?? t('form.referenceHint')}
          value={textOf(props.value)}
          autofocus={props.autofocus}
          onValue={setText}
        />
      )
    case 'choice': {
      const options = field.options.map((option) => ({
        value: option.value,
        get label() {
          return say(option.label)
        },
      }))
      return options.length <= fewChoices ? (
        <ChoiceField {...common} value={textOf(props.value)} options={options} onValue={setText} />
      ) : (
        <SelectField {...common} value={textOf(props.value)} options={options} empty={t('form.choose')} onValue={setText} />
      )
    }
    case 'integer':
      if (field.max - field.min < 10)
        return (
          <ChoiceField
            {...common}
            value={textOf(props.value)}
            options={Array.from({ length: field.max - field.min + 1 }, (_, at) => ({
              value: String(field.min + at),
              label: String(field.min + at),
            }))}
            onValue={(text) => props.onValue(Number(text))}
          />
        )
      return (
        <TextField
          {...common}
          inputMode="numeric"
          value={textOf(props.value)}
          autofocus={props.autofocus}
          onValue={(text) => props.onValue(text === '' ? undefined : /^-?\d+$/.test(text) ? Number(text) : text)}
        />
      )
    case 'money':
      return <MoneyInput {...props} common={common} />
    case 'flag':
      return <Checkbox label={common.label} checked={props.value === true} onChecked={(checked) => props.onValue(checked)} />
    case 'instant':
      return <MomentField {...common} value={textOf(props.value)} onValue={setText} />
    case 'person':
      return <PersonSelect {...props} field={field} common={common} />
    case 'contact':
    case 'files':
      return null
  }
}

type Common = { readonly label: string; readonly hint: string | undefined; readonly error: string | undefined; readonly required: boolean }

function MoneyInput(props: FormFieldProps & { readonly common: Common }): JSX.Element {
  const [text, setText] = createSignal(typeof props.value === 'number' ? (props.value / 100).toFixed(2).replace('.', ',') : '')
  return (
    <TextField
      {...props.common}
      hint={props.common.hint ?? t('form.moneyHint')}
      inputMode="decimal"
      value={text()}
      onValue={(typed) => {
        setText(typed)
        const parsed = parseMoney(typed)
        props.onValue(typed === '' ? undefined : parsed.ok ? parsed.kopecks : typed)
      }}
    />
  )
}

function PersonSelect(props: FormFieldProps & { readonly field: PersonField; readonly common: Common }): JSX.Element {
  const people = createQuery(() => props.field.party, readPeople)
  return (
    <SelectField
      {...props.common}
      value={textOf(props.value)}
      options={(people.data()?.items ?? []).map((person) => ({ value: person.id, label: withAbsence(person) }))}
      empty={t(props.field.optional === true ? 'inbox.nobody' : 'form.choose')}
      onValue={(id) => props.onValue(id === '' ? undefined : id)}
    />
  )
}

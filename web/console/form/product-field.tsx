import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { keepsDirectory } from '../../../domain/directory-rights.ts'
import { failureOf } from '../../lib/failure.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { readProducts, saveProduct } from '../directory/directory-source.ts'
import { useMe } from '../session/session.tsx'
import { t } from './form-words.ts'

interface ProductFieldProps {
  readonly label: string
  readonly hint: string | undefined
  readonly error: string | undefined
  readonly required: boolean
  readonly maxLength: number
  readonly value: string
  readonly autofocus: boolean
  readonly onValue: (value: string) => void
}

// Several fields of a form choose from the same list: what one of them added the others offer too.
const [additions, setAdditions] = createSignal(0)

/** A product of the directory; who keeps the directory adds one in place. Where it holds none yet, any words will do. */
export function ProductField(props: ProductFieldProps): JSX.Element {
  const me = useMe()
  const products = createQuery(additions, () => readProducts(false))
  const names = (): readonly string[] => (products.data()?.items ?? []).map((product) => product.name)
  const options = () => {
    const unlisted = props.value === '' || names().includes(props.value) ? [] : [{ value: props.value, label: props.value }]
    return [...unlisted, ...names().map((name) => ({ value: name, label: name }))]
  }
  return (
    <div class="stack">
      <Show when={names().length > 0} fallback={<TextField {...props} />}>
        <SelectField {...props} options={options()} empty={t('form.choose')} />
      </Show>
      <Show when={names().length > 0 && props.value === '' && keepsDirectory(me().user.roles)}>
        <AddProduct maxLength={props.maxLength} onAdded={props.onValue} />
      </Show>
    </div>
  )
}

function AddProduct(props: { readonly maxLength: number; readonly onAdded: (name: string) => void }): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const [name, setName] = createSignal('')
  const [error, setError] = createSignal<string>()
  const add = async (): Promise<void> => {
    try {
      const saved = await saveProduct({ id: undefined, form: { name: name() } })
      setAdditions((held) => held + 1)
      setOpen(false)
      setName('')
      props.onAdded(saved.name)
    } catch (failure) {
      const { problems, message } = failureOf(failure)
      setError(problems['name'] ?? message)
    }
  }
  return (
    <Show
      when={open()}
      fallback={
        <div>
          <button type="button" class="link-button" onClick={() => setOpen(true)}>
            {t('directory.addProduct')}
          </button>
        </div>
      }
    >
      <div class="row">
        <TextField
          label={t('directory.newProduct')}
          autofocus
          maxLength={props.maxLength}
          value={name()}
          error={error()}
          onValue={(typed) => {
            setError(undefined)
            setName(typed)
          }}
        />
        <Button disabled={name().trim() === ''} onClick={() => void add()}>
          {t('directory.add')}
        </Button>
        <Button kind="ghost" onClick={() => setOpen(false)}>
          {t('ui.cancel')}
        </Button>
      </div>
    </Show>
  )
}

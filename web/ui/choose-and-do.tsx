import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { Button } from './button.tsx'
import type { Option } from './select-field.tsx'
import { SelectField } from './select-field.tsx'
import './choose-and-do.css'

/** A choice that its button alone carries out: a list of the browser's takes a value at every arrow key. */
export function ChooseAndDo(props: {
  /** Of the list, for who does not see it. */
  readonly label: string
  /** What the list shows while nothing is chosen. */
  readonly empty: string
  readonly options: readonly Option[]
  /** Of the button. */
  readonly action: string
  readonly busy?: boolean
  readonly onDo: (chosen: Option) => void
}): JSX.Element {
  const [value, setValue] = createSignal('')
  const chosen = (): Option | undefined => props.options.find((option) => option.value === value())
  return (
    <div class="choose-and-do">
      <SelectField label={props.label} hideLabel value={value()} empty={props.empty} options={props.options} onValue={setValue} />
      <Show when={chosen()}>
        {(option) => (
          <Button
            busy={props.busy === true}
            onClick={() => {
              props.onDo(option())
              setValue('')
            }}
          >
            {props.action}
          </Button>
        )}
      </Show>
    </div>
  )
}

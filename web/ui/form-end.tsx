import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { t } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import { Refusal } from './refusal.tsx'

/** The end of a form: why it was refused, the button that sends it, the way out, and whatever else there is to press. */
export function FormEnd(props: {
  readonly refused?: string | undefined
  readonly busy: boolean
  /** Not to be sent as it is. */
  readonly disabled?: boolean
  /** What the button that sends says; left out, it saves. */
  readonly submit?: string | undefined
  readonly small?: boolean
  readonly onCancel?: () => void
  readonly children?: JSX.Element
}): JSX.Element {
  return (
    <>
      <Show when={props.refused}>{(words) => <Refusal>{words()}</Refusal>}</Show>
      <div class="row">
        <Button type="submit" kind="main" small={props.small === true} busy={props.busy} disabled={props.disabled === true}>
          {props.submit ?? t('ui.save')}
        </Button>
        <Show when={props.onCancel}>
          {(cancel) => (
            <Button kind="ghost" small={props.small === true} onClick={() => cancel()()}>
              {t('ui.cancel')}
            </Button>
          )}
        </Show>
        {props.children}
      </div>
    </>
  )
}

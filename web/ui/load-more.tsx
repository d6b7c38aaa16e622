import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { t } from '../lib/i18n.ts'
import { Button } from './button.tsx'
import './load-more.css'

/** The end of a list that goes on: asks for more, says when that failed. */
export function LoadMore(props: {
  readonly shown: boolean
  readonly busy: boolean
  readonly failure?: string | undefined
  readonly onMore: () => void
}): JSX.Element {
  return (
    <Show when={props.shown}>
      <div class="load-more">
        <Show when={props.failure}>
          {(words) => (
            <p class="tiny late-text" role="alert">
              {words()}
            </p>
          )}
        </Show>
        <Button busy={props.busy} onClick={() => props.onMore()}>
          {props.busy ? t('ui.loadingMore') : t('ui.more')}
        </Button>
      </div>
    </Show>
  )
}

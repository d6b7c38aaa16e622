import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import type { Failure } from '../../lib/failure.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ScreenFailure } from './screen-failure.tsx'

/** The rows of a list on a screen, why there are none to show, or what stands there for none at all. */
export function RowsOrWhy(props: {
  /** Undefined until they came. */
  readonly rows: readonly object[] | undefined
  readonly failure: Failure | undefined
  readonly onRetry: () => void
  readonly empty: JSX.Element
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <Switch fallback={props.empty}>
      <Match when={(props.rows ?? []).length > 0}>{props.children}</Match>
      <Match when={props.failure}>{(failure) => <ScreenFailure failure={failure()} onRetry={() => props.onRetry()} />}</Match>
      <Match when={props.rows === undefined}>
        <Skeleton tall lines={5} />
      </Match>
    </Switch>
  )
}

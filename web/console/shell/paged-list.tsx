import type { JSX } from 'solid-js'
import { Match, Switch } from 'solid-js'
import type { Page, Paged } from '../../lib/paged.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { Skeleton } from '../../ui/skeleton.tsx'
import { ScreenFailure } from './screen-failure.tsx'

/** A list without end on a screen: its rows and the way to more, why there are none to show, or what stands there for none at all. */
export function PagedList<P extends Page>(props: {
  readonly list: Paged<P>
  readonly empty: JSX.Element
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <Switch fallback={props.empty}>
      <Match when={props.list.items().length > 0}>
        {props.children}
        <LoadMore
          shown={props.list.hasMore()}
          busy={props.list.loadingMore()}
          failure={props.list.failure()?.message}
          onMore={() => void props.list.more()}
        />
      </Match>
      <Match when={props.list.failure()}>
        {(failure) => <ScreenFailure failure={failure()} onRetry={() => void props.list.refresh()} />}
      </Match>
      <Match when={props.list.first() === undefined}>
        <Skeleton tall lines={5} />
      </Match>
    </Switch>
  )
}

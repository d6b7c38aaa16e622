import type { JSX } from 'solid-js'
import type { Page, Paged } from '../../lib/paged.ts'
import { LoadMore } from '../../ui/load-more.tsx'
import { RowsOrWhy } from './rows-or-why.tsx'

/** A list without end on a screen: its rows and the way to more, why there are none to show, or what stands there for none at all. */
export function PagedList<P extends Page>(props: {
  readonly list: Paged<P>
  readonly empty: JSX.Element
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <RowsOrWhy
      rows={props.list.first() === undefined ? undefined : props.list.items()}
      failure={props.list.failure()}
      onRetry={() => void props.list.refresh()}
      empty={props.empty}
    >
      {props.children}
      <LoadMore
        shown={props.list.hasMore()}
        busy={props.list.loadingMore()}
        failure={props.list.failure()?.message}
        onMore={() => void props.list.more()}
      />
    </RowsOrWhy>
  )
}

import type { JSX } from 'solid-js'
import { A } from '@solidjs/router'
import { relationLabels } from '../../../domain/relations.ts'
import { lowered } from '../../../domain/text/lowered.ts'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import type { StreamItem } from './process-types.ts'
import { t } from './words/words.ts'

/** Who said that the process belongs together with another, or that it does not. */
export function StreamRelation(props: { readonly item: Extract<StreamItem, { readonly type: 'relation' }> }): JSX.Element {
  const words = (): string => {
    const { actorName: actor, kind, end, removed } = props.item
    return t(removed ? 'stream.unrelated' : 'stream.related', { actor, relation: lowered(say(relationLabels[kind][end])) })
  }
  return (
    <div class="stream-event">
      <time class="tiny num" datetime={props.item.at} title={formatExact(props.item.at)}>
        {formatMoment(props.item.at)}
      </time>
      <span>
        {words()}{' '}
        <A href={`/p/${props.item.other.id}`}>
          <span class="num">{props.item.other.number}</span> {props.item.other.title}
        </A>
      </span>
    </div>
  )
}

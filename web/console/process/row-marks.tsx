import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import { say } from '../../lib/i18n.ts'
import { Chip } from '../../ui/chip.tsx'
import { kindOf } from '../kinds.ts'
import type { ProcessRow } from './process-types.ts'

/** What somebody waits for an answer to, as its kind calls it. */
export function RowMarks(props: { readonly row: Pick<ProcessRow, 'kind' | 'listed' | 'endedAt'> }): JSX.Element {
  const marks = () =>
    Object.entries(kindOf(props.row.kind)?.marks ?? {}).filter(([field]) => props.row.endedAt === null && props.row.listed[field] === true)
  return <For each={marks()}>{([, label]) => <Chip tone="warn">{say(label)}</Chip>}</For>
}

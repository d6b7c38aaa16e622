import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import { say } from '../../lib/i18n.ts'
import { kindOf } from '../kinds.ts'
import { Facts } from './facts.tsx'
import type { ProcessDetail } from './process-types.ts'
import './kind-cards.css'

interface Card {
  readonly name: string
  readonly label: string
  readonly lines: ProcessDetail['card']
}

/** The cards that the kind puts its data on, those without any left out. */
function cardsOf(process: ProcessDetail): readonly Card[] {
  return Object.entries(kindOf(process.kind)?.cards ?? {}).flatMap(([name, { label, fields }]) => {
    const lines = process.card.filter((line) => fields.includes(line.name))
    return lines.length === 0 ? [] : [{ name, label: say(label), lines }]
  })
}

const comparedIn = (process: ProcessDetail): readonly string[] => kindOf(process.kind)?.states[process.state]?.compares ?? []

function CardOf(props: { readonly card: Card }): JSX.Element {
  return (
    <section class="card">
      <h2>{props.card.label}</h2>
      <Facts lines={props.card.lines} />
    </section>
  )
}

/** What whoever decides now has to see side by side: the plan and the report. */
export function ComparedCards(props: { readonly process: ProcessDetail }): JSX.Element {
  const cards = createMemo(() => cardsOf(props.process).filter(({ name }) => comparedIn(props.process).includes(name)))
  return (
    <Show when={cards().length > 0}>
      <div class="compared">
        <For each={cards()}>{(card) => <CardOf card={card} />}</For>
      </div>
    </Show>
  )
}

/** The kind's own cards that are not shown side by side already. */
export function KindCards(props: { readonly process: ProcessDetail }): JSX.Element {
  const cards = createMemo(() => cardsOf(props.process).filter(({ name }) => !comparedIn(props.process).includes(name)))
  return <For each={cards()}>{(card) => <CardOf card={card} />}</For>
}

import type { JSX } from 'solid-js'
import { For, Match, Switch } from 'solid-js'
import { A } from '@solidjs/router'
import { BreakableText } from '../../ui/breakable-text.tsx'
import type { ProcessDetail } from './process-types.ts'

type Line = ProcessDetail['card'][number]

/** Fields as short facts: whom one can call or write to is a touch away, a number of a process leads there. */
export function Facts(props: { readonly lines: readonly Line[] }): JSX.Element {
  return (
    <dl class="kv">
      <For each={props.lines}>
        {(line) => (
          <>
            <dt>{line.label}</dt>
            <dd class="fact">
              <Switch fallback={<BreakableText text={line.display} />}>
                <Match when={line.type === 'phone'}>
                  <a href={`tel:${String(line.value)}`}>{line.display}</a>
                </Match>
                <Match when={line.type === 'email'}>
                  <a href={`mailto:${String(line.value)}`}>
                    <BreakableText text={line.display} />
                  </a>
                </Match>
                <Match when={line.type === 'reference'}>
                  <A href={`/p/${encodeURIComponent(String(line.value))}`}>{line.display}</A>
                </Match>
              </Switch>
            </dd>
          </>
        )}
      </For>
    </dl>
  )
}

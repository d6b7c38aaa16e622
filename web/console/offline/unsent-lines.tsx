import type { JSX } from 'solid-js'
import { For } from 'solid-js'
import { displayValue } from '../../../domain/display.ts'
import { formatMoment, zoneName } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'
import { BreakableText } from '../../ui/breakable-text.tsx'
import { kindOf } from '../kinds.ts'
import type { ProcessDetail } from '../process/process-types.ts'
import type { UnsentAct } from './shelf.ts'
import { t } from './unsent-words.ts'

interface Line {
  readonly label: string
  readonly text: string
}

/** What the person wrote, as the form's labels say it. */
export function writtenLines(item: UnsentAct): readonly Line[] {
  const definition = kindOf(item.kind)
  const name = definition?.states[item.state]?.actions?.[item.action]?.form
  const form = (name === undefined ? undefined : definition?.forms[name]) ?? {}
  const reading = { lang: lang(), zone: zoneName(), nameOf: () => undefined }
  const fields = Object.entries(form).flatMap(([key, field]) =>
    field.unseen === true ? [] : [{ label: say(field.label), text: displayValue(field, item.form[key], reading) }],
  )
  const reason = item.reason === undefined ? [] : [{ label: t('page.reason'), text: item.reason }]
  return [...fields, ...reason].filter((line) => line.text !== '')
}

/** The same for the clipboard. */
export const writtenText = (item: UnsentAct): string =>
  writtenLines(item)
    .map((line) => `${line.label}: ${line.text}`)
    .join('\n')

/** Where the process stands, and what is agreed of it. */
export const nowLines = (process: ProcessDetail): readonly Line[] => [
  { label: t('page.whatNow'), text: process.stateLabel },
  { label: t('unsent.sinceWhen'), text: formatMoment(process.enteredAt) },
  { label: t('unsent.whose'), text: process.assignee?.name ?? '—' },
  ...process.card.filter((line) => line.type === 'instant').map((line) => ({ label: line.label, text: line.display })),
]

/** One side of a disagreement. */
export function Lines(props: { readonly title: string; readonly lines: readonly Line[] }): JSX.Element {
  return (
    <section>
      <h3 class="card-sub">{props.title}</h3>
      <dl class="kv">
        <For each={props.lines}>
          {(line) => (
            <>
              <dt>{line.label}</dt>
              <dd>
                <BreakableText text={line.text} />
              </dd>
            </>
          )}
        </For>
      </dl>
    </section>
  )
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { VisitEvidence } from '../../../domain/visit-evidence.ts'
import { say } from '../../lib/i18n.ts'
import { Chip } from '../../ui/chip.tsx'
import { evidenceLabel, evidenceWords } from './evidence-words.ts'

/** How sure it is that the visit was held; nothing where nothing was held. In full where there is room. */
export function EvidenceChip(props: { readonly evidence: VisitEvidence | null; readonly full?: boolean }): JSX.Element {
  return (
    <Show when={props.evidence}>
      {(grade) => (
        <Chip tone={grade() === 'C' ? 'warn' : 'ok'} title={`${say(evidenceLabel)}: ${say(evidenceWords[grade()])}`}>
          {grade()}
          <Show when={props.full}> · {say(evidenceWords[grade()])}</Show>
        </Chip>
      )}
    </Show>
  )
}

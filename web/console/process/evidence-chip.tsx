import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { VisitEvidence } from '../../../domain/visit-evidence.ts'
import { t } from '../../lib/i18n.ts'
import { Chip } from '../../ui/chip.tsx'

/** How sure it is that the visit was held; nothing where nothing was held. In full where there is room. */
export function EvidenceChip(props: { readonly evidence: VisitEvidence | null; readonly full?: boolean }): JSX.Element {
  return (
    <Show when={props.evidence}>
      {(grade) => (
        <Chip tone={grade() === 'C' ? 'warn' : 'ok'} title={`${t('evidence')}: ${t(`evidence.${grade()}`)}`}>
          {grade()}
          <Show when={props.full}> · {t(`evidence.${grade()}`)}</Show>
        </Chip>
      )}
    </Show>
  )
}

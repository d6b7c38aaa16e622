import type { JSX } from 'solid-js'
import { formatZone } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'

/** Whose clock the times are of: the reader's own or the organization's, wherever they sit. */
export function ZoneName(props: { readonly zone: string }): JSX.Element {
  return (
    <span class="tiny muted" title={props.zone}>
      {t('calendar.zone', { zone: formatZone(props.zone) })}
    </span>
  )
}

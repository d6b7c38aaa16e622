import type { JSX } from 'solid-js'
import { formatZone } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'

/** Whose clock the times are of: the organization's, wherever the reader sits. */
export function ZoneName(props: { readonly zone: string }): JSX.Element {
  return (
    <span class="tiny muted" title={props.zone}>
      {t('calendar.zone', { zone: formatZone(props.zone) })}
    </span>
  )
}

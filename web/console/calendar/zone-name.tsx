import type { JSX } from 'solid-js'
import { now } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'
import { lang } from '../../lib/preferences.ts'

/** Whose clock the times are of: the organization's, wherever the reader sits. */
export function ZoneName(props: { readonly zone: string }): JSX.Element {
  const name = (): string => {
    const format = new Intl.DateTimeFormat(lang(), { timeZone: props.zone, timeZoneName: 'longGeneric' })
    return format.formatToParts(now()).find((part) => part.type === 'timeZoneName')?.value ?? props.zone
  }
  return (
    <span class="tiny muted" title={props.zone}>
      {t('calendar.zone', { zone: name() })}
    </span>
  )
}

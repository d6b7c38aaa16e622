import type { JSX } from 'solid-js'
import { instantOfWallText, saysZone, wallText } from '../../domain/calendar/wall-text.ts'
import { offsetAt } from '../../domain/calendar/zone.ts'
import { formatZone, now, zoneName } from '../lib/format.ts'
import { t } from '../lib/i18n.ts'
import type { FieldProps } from './field.tsx'
import { TextField } from './text-field.tsx'

interface MomentFieldProps extends FieldProps {
  /** An ISO instant; what is typed and no instant stays as it is, for a check to refuse. */
  readonly value: string
  readonly onValue: (value: string) => void
}

const browserZone = Intl.DateTimeFormat().resolvedOptions().timeZone

/** A date and time by the clock that all times are shown by; the field names that clock where the browser's is another. */
export function MomentField(props: MomentFieldProps): JSX.Element {
  const at = (): number => (saysZone(props.value) ? Date.parse(props.value) : Number.NaN)
  const shown = (): string => (Number.isNaN(at()) ? props.value : wallText(zoneName(), at()).slice(0, 16))
  const hint = (): string | undefined => {
    const seenAt = Number.isNaN(at()) ? now() : at()
    const zone =
      offsetAt(zoneName(), seenAt) === offsetAt(browserZone, seenAt) ? [] : [t('calendar.zone', { zone: formatZone(zoneName()) })]
    return [...(props.hint === undefined ? [] : [props.hint]), ...zone].join('. ') || undefined
  }
  const type = (text: string): void => {
    const typedAt = instantOfWallText(zoneName(), text)
    props.onValue(typeof typedAt === 'number' ? new Date(typedAt).toISOString() : text)
  }
  return (
    <TextField
      {...props}
      type="datetime-local"
      value={shown()}
      hint={hint()}
      error={instantOfWallText(zoneName(), props.value) === 'skipped' ? t('calendar.skippedTime') : props.error}
      onValue={type}
    />
  )
}

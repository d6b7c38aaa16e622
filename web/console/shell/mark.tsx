import type { JSX } from 'solid-js'
import { t } from '../../lib/i18n.ts'
import markUrl from '../../ui/mark.svg'

/** The name of the product with its flag. */
export function Mark(): JSX.Element {
  return (
    <span class="mark">
      <img src={markUrl} alt="" width="22" height="22" /> {t('app.name')}
    </span>
  )
}

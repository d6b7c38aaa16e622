import type { JSX } from 'solid-js'
import { createSignal } from 'solid-js'
import { formatTime } from '../../../domain/text/relative-date.ts'
import { createAttempt } from '../../lib/attempt.ts'
import { unplaced } from '../../lib/failure.ts'
import { now } from '../../lib/format.ts'
import { refetchAll } from '../../lib/live.ts'
import { FormEnd } from '../../ui/form-end.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useMe, useSession } from '../session/session.tsx'
import { zoneChoices, zoneWords } from '../zone-choices.ts'
import { setZone } from './account-source.ts'
import { t } from './account-words.ts'
import './password-page.css'

/** Where one works, when that is another zone than the organization's. */
export default function ZonePage(): JSX.Element {
  const me = useMe()
  const session = useSession()
  const usual = (): string => me().organization.zone
  const [zone, setHeld] = createSignal(me().user.zone ?? '')
  const { busy, failure, run } = createAttempt()
  const save = () =>
    run(async () => {
      await setZone(zone() === '' ? null : zone())
      await session.refresh()
      refetchAll()
      showToast(t('ui.saved'), 'ok')
    })
  return (
    <div class="page">
      <h1>{t('account.zone')}</h1>
      <p class="tiny">{t('account.zoneHint')}</p>
      <form
        class="card stack password-form"
        onSubmit={(event) => {
          event.preventDefault()
          void save()
        }}
      >
        <SelectField
          label={t('account.zone')}
          hideLabel
          value={zone()}
          empty={t('account.zoneUsual', { zone: zoneWords(usual()) })}
          options={zoneChoices(me().user.zone ?? '')}
          hint={t('account.zoneClock', { time: formatTime(now(), zone() === '' ? usual() : zone()) })}
          error={failure()?.problems['zone']}
          onValue={setHeld}
        />
        <FormEnd refused={unplaced(failure())} busy={busy()} />
      </form>
    </div>
  )
}

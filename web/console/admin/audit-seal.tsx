import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import ShieldCheck from 'lucide-solid/icons/shield-check'
import { failureOf } from '../../lib/failure.ts'
import { formatCount } from '../../lib/format.ts'
import { t } from './words/words.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { CheckedAudit } from './admin-source.ts'
import { verifyAudit } from './admin-source.ts'

/** Checks that no record of the log was changed, removed or cut off, and says up to where that is certain. */
export function AuditSeal(): JSX.Element {
  const [checked, setChecked] = createSignal<CheckedAudit>()
  const [busy, setBusy] = createSignal(false)
  const verify = async (): Promise<void> => {
    setBusy(true)
    setChecked(undefined)
    try {
      setChecked(await verifyAudit())
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  const words = ({ check, anchoredSize }: CheckedAudit): string => {
    if (!check.ok) return t('audit.broken', { seq: check.brokenAt })
    const whole = t('audit.whole', { shown: formatCount(check.size), count: check.size })
    return `${whole} ${anchoredSize === null ? t('audit.notAnchored') : t('audit.anchored', { seq: formatCount(anchoredSize) })}`
  }
  return (
    <div class="row audit-seal">
      <p class="muted">{t('audit.hint')}</p>
      <Button small icon={<ShieldCheck size={15} aria-hidden="true" />} busy={busy()} onClick={() => void verify()}>
        {t('audit.verify')}
      </Button>
      <div role="status">
        <Show when={checked()}>{(result) => <span class={result().check.ok ? 'ok-text' : 'late-text'}>{words(result())}</span>}</Show>
      </div>
    </div>
  )
}

import type { JSX } from 'solid-js'
import { t } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { unsent } from './unsent.ts'

/** Asks whoever signs out with something unsent: it would be gone. */
export function LeaveDialog(props: { readonly onClose: () => void; readonly onLeave: () => void }): JSX.Element {
  return (
    <Dialog
      title={t('unsent.leaveTitle')}
      onClose={props.onClose}
      footer={
        <div class="row">
          <Button kind="main" onClick={() => props.onClose()}>
            {t('unsent.stay')}
          </Button>
          <Button kind="danger" onClick={() => props.onLeave()}>
            {t('unsent.leaveAnyway')}
          </Button>
        </div>
      }
    >
      <p>{t('unsent.leaveText', { count: unsent().length })}</p>
    </Dialog>
  )
}

import type { JSX } from 'solid-js'
import { withWords } from '../../lib/i18n.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { unsent } from './unsent.ts'

const ru = {
  'unsent.leaveTitle': 'Выйти и потерять неотправленное?',
  'unsent.leaveText':
    'На этом устройстве {count|ждёт|ждут|ждут} отправки {count} {count|шаг|шага|шагов}. После выхода здесь не останется ничего: ни черновиков, ни фотографий.',
  'unsent.stay': 'Остаться',
  'unsent.leaveAnyway': 'Выйти и удалить',
} as const
const en: Readonly<Record<keyof typeof ru, string>> = {
  'unsent.leaveTitle': 'Sign out and lose what is not sent?',
  'unsent.leaveText':
    '{count} {count|step waits|steps wait} on this device to be sent. Signing out leaves nothing here: no drafts, no photos.',
  'unsent.stay': 'Stay',
  'unsent.leaveAnyway': 'Sign out and delete',
}
const t = withWords<keyof typeof ru>({ ru, en })

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

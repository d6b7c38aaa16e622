import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { formatPhone } from '../../../domain/text/phone.ts'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { BreakableText } from '../../ui/breakable-text.tsx'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { showToast } from '../../ui/toast.tsx'
import { revokeLink } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'

/** Who can open the process without a login, and the way to end that when the letter came into wrong hands. */
export function LinkCard(props: { readonly process: ProcessDetail; readonly onDone: () => void }): JSX.Element {
  const [asking, setAsking] = createSignal(false)
  const [busy, setBusy] = createSignal(false)
  const revoke = async (sendNew: boolean): Promise<void> => {
    setBusy(true)
    try {
      const { sentTo } = await revokeLink({ id: props.process.id, sendNew })
      setAsking(false)
      showToast(sentTo === null ? t('page.linkRevoked') : t('page.linkReplaced', { address: sentTo }), 'ok')
      props.onDone()
    } catch (failure) {
      showToast(failureOf(failure).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  return (
    <Show when={props.process.link}>
      {(link) => (
        <section class="card">
          <h2>{t('page.privateLink')}</h2>
          <p>
            <BreakableText text={formatPhone(link().recipient)} />
            <br />
            <span class="tiny">
              <Show when={link().openedAt} fallback={t('page.linkNotOpened')}>
                {(openedAt) => t('page.linkOpened', { moment: formatMoment(openedAt()) })}
              </Show>
            </span>
          </p>
          <Show when={link().mayRevoke}>
            <Button onClick={() => setAsking(true)}>{t('page.revokeLink')}</Button>
          </Show>
          <Show when={asking()}>
            <Dialog title={t('page.revokeLink')} onClose={() => setAsking(false)}>
              <div class="stack">
                <p>{t('page.revokeLinkText', { address: formatPhone(link().recipient) })}</p>
                <div class="row">
                  <Button kind="danger" busy={busy()} onClick={() => void revoke(true)}>
                    {t('page.revokeAndSend')}
                  </Button>
                  <Button busy={busy()} onClick={() => void revoke(false)}>
                    {t('page.revokeOnly')}
                  </Button>
                  <Button kind="ghost" onClick={() => setAsking(false)}>
                    {t('ui.cancel')}
                  </Button>
                </div>
              </div>
            </Dialog>
          </Show>
        </section>
      )}
    </Show>
  )
}

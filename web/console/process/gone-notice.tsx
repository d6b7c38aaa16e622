import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { DraftValues } from '../../lib/draft.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import type { Offer } from './offers.ts'
import { reasonKey } from './act.ts'
import { t } from './words/words.ts'
import '../../ui/refusal.css'

/** Says that the open form can't be sent any more, and lets its words be taken along. */
export function GoneNotice(props: { readonly offer: Offer; readonly values: DraftValues; readonly onClose: () => void }): JSX.Element {
  const written = (): string =>
    [
      ...Object.entries(props.offer.form).flatMap(([name, field]) => (field.type === 'text' && field.unseen !== true ? [name] : [])),
      reasonKey,
    ]
      .map((name) => props.values[name])
      .filter((value) => typeof value === 'string' && value.trim() !== '')
      .join('\n\n')
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(written())
      showToast(t('page.wordsCopied'), 'ok')
    } catch {
      showToast(t('page.copyByHand'), 'late')
    }
  }
  return (
    <div class="refusal">
      <p role="alert">{t('page.formGone', { action: props.offer.label })}</p>
      <div class="row">
        <Show when={written() !== ''}>
          <Button small onClick={() => void copy()}>
            {t('page.copyWords')}
          </Button>
        </Show>
        <Button small kind="ghost" onClick={() => props.onClose()}>
          {t('page.closeForm')}
        </Button>
      </div>
    </div>
  )
}

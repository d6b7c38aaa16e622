import type { JSX } from 'solid-js'
import X from 'lucide-solid/icons/x'
import { t } from '../../lib/i18n.ts'
import { IconButton } from '../../ui/button.tsx'
import './demo-strip.css'

/** Says that the data is made up, where to play the requester, and how to be rid of it. */
export function DemoStrip(props: { readonly onClose: () => void }): JSX.Element {
  return (
    <aside class="demo-strip" aria-label={t('demo.title')}>
      <p>
        <b>{t('demo.title')}.</b>{' '}
        <a href="/outbox" rel="external" target="_blank">
          {t('demo.outbox')}
        </a>{' '}
        <span>
          {t('demo.remove')} <code>npm run demo:remove</code>
        </span>
      </p>
      <IconButton small label={t('demo.hide')} icon={<X size={15} aria-hidden="true" />} onClick={() => props.onClose()} />
    </aside>
  )
}

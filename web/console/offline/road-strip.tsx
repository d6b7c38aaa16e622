import type { JSX } from 'solid-js'
import { Show, createEffect, onCleanup } from 'solid-js'
import { A } from '@solidjs/router'
import CloudOff from 'lucide-solid/icons/cloud-off'
import Send from 'lucide-solid/icons/send'
import { formatBrief } from '../../lib/format.ts'
import { t } from '../../lib/i18n.ts'
import { startKeeping } from './keep-own.ts'
import { keptAt } from './kept.ts'
import { startShell } from './shell-updates.ts'
import { traveller } from './traveller.ts'
import { startSending, unsent } from './unsent.ts'
import './road-strip.css'

/** For whoever is on the road: that there is no network and how old the screen is, and what has not been sent. */
export function RoadStrip(): JSX.Element {
  createEffect(() => {
    if (traveller() === undefined) return
    startShell()
    onCleanup(startSending())
    onCleanup(startKeeping())
  })
  const refused = (): number => unsent().filter((item) => item.refused !== undefined).length
  return (
    <Show when={keptAt() !== undefined || unsent().length > 0}>
      <aside class="road-strip" classList={{ late: refused() > 0 }} aria-label={t('unsent.strip')}>
        <Show when={keptAt()}>
          {(at) => (
            <p>
              <CloudOff size={16} aria-hidden="true" /> {t('unsent.noNetwork', { when: formatBrief(new Date(at()).toISOString()) })}
            </p>
          )}
        </Show>
        <Show when={unsent().length > 0}>
          <p role="status">
            <Send size={16} aria-hidden="true" />{' '}
            <A href="/unsent">
              {refused() > 0 ? t('unsent.refusedCount', { count: refused() }) : t('unsent.count', { count: unsent().length })}
            </A>
          </p>
        </Show>
      </aside>
    </Show>
  )
}

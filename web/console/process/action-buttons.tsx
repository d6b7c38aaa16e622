import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import Ellipsis from 'lucide-solid/icons/ellipsis'
import { Button } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { Tooltip } from '../../ui/tooltip.tsx'
import type { Offer } from './offers.ts'
import { t } from './words/words.ts'

const shownCount = 3

/** What the reader may do, the first choice in the accent colour; what isn't theirs is shown with the reason. */
export function ActionButtons(props: {
  readonly offers: readonly Offer[]
  readonly busy: boolean
  readonly onChoose: (offer: Offer) => void
}): JSX.Element {
  const own = createMemo(() => props.offers.filter((offer) => !offer.common && !offer.danger))
  const shown = createMemo(() => own().slice(0, shownCount))
  const rest = createMemo(() => [...own().slice(shownCount), ...props.offers.filter((offer) => offer.common || offer.danger)])
  const firstAllowed = createMemo(() => shown().find((offer) => offer.refused === undefined)?.name)
  return (
    <div class="row action-buttons" role="group" aria-label={t('page.actions')}>
      <For each={shown()}>
        {(offer) => (
          <Show
            when={offer.refused}
            fallback={
              <Button
                kind={offer.name === firstAllowed() ? 'main' : 'plain'}
                shortcut={offer.name === firstAllowed() ? 'e' : undefined}
                busy={props.busy}
                onClick={() => props.onChoose(offer)}
              >
                {offer.label}
              </Button>
            }
          >
            {(refused) => (
              <Tooltip text={refused()}>
                <Button aria-disabled="true">{offer.label}</Button>
              </Tooltip>
            )}
          </Show>
        )}
      </For>
      <Show when={rest().length > 0}>
        <Menu
          label={t('page.otherActions')}
          square
          alignEnd
          button={<Ellipsis size={18} aria-hidden="true" />}
          items={rest().map((offer) => ({
            label: offer.label,
            hint: offer.refused,
            disabled: offer.refused !== undefined,
            danger: offer.danger,
            run: () => props.onChoose(offer),
          }))}
        />
      </Show>
    </div>
  )
}

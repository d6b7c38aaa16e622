import type { JSX } from 'solid-js'
import { For, Match, Show, Switch, createSignal } from 'solid-js'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment, now } from '../../lib/format.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { answerAtDoor, enterRoom } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'

type Guest = NonNullable<ProcessDetail['room']>['guests'][number]

/** The room of a remote visit: the way in, and who stands at its door. */
export function RoomCard(props: { readonly process: ProcessDetail; readonly onDone: () => void }): JSX.Element {
  const [busy, setBusy] = createSignal(false)
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    setBusy(true)
    try {
      await work()
      props.onDone()
    } catch (failure) {
      showToast(failureOf(failure).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  const enter = (): void => {
    // Opened by the tap itself: a browser lets no tab be opened later.
    const tab = window.open('about:blank', '_blank')
    void attempt(async () => {
      try {
        const { url } = await enterRoom({ id: props.process.id })
        if (tab) tab.location.href = url
        else location.assign(url)
      } catch (failure) {
        tab?.close()
        throw failure
      }
    })
  }
  const answer = (guest: Guest, admit: boolean): void =>
    void attempt(async () => {
      await answerAtDoor({ id: props.process.id, guestId: guest.id, admit })
    })
  return (
    <Show when={props.process.room}>
      {(room) => (
        <section class="card">
          <h2>{t('room.title')}</h2>
          <Switch fallback={<p>{t('room.open')}</p>}>
            <Match when={props.process.state === 'planned'}>
              <p class="tiny">{t('room.unconfirmed')}</p>
            </Match>
            <Match when={now() < Date.parse(room().opensAt)}>
              <p class="tiny">{t('room.opens', { moment: formatMoment(room().opensAt) })}</p>
            </Match>
            <Match when={now() >= Date.parse(room().closesAt)}>
              <p class="tiny">{t('room.closed')}</p>
            </Match>
          </Switch>
          <For each={room().guests}>
            {(guest) => (
              <Switch>
                <Match when={guest.state === 'inside'}>
                  <p>{t('room.inside', { moment: formatMoment(guest.since) })}</p>
                </Match>
                <Match when={guest.state === 'waiting'}>
                  <div class="stack" role="status">
                    <p>{t('room.waiting')}</p>
                    <Show when={room().part === 'holds'}>
                      <div class="row">
                        <Button kind="main" busy={busy()} onClick={() => answer(guest, true)}>
                          {t('room.admit')}
                        </Button>
                        <Button kind="danger" busy={busy()} onClick={() => answer(guest, false)}>
                          {t('room.refuse')}
                        </Button>
                      </div>
                    </Show>
                  </div>
                </Match>
              </Switch>
            )}
          </For>
          <Show
            when={
              room().part !== null &&
              props.process.state !== 'planned' &&
              now() >= Date.parse(room().opensAt) &&
              now() < Date.parse(room().closesAt)
            }
          >
            <Button kind="main" busy={busy()} onClick={enter}>
              {t(room().part === 'observes' ? 'room.enterAsObserver' : 'room.enter')}
            </Button>
          </Show>
        </section>
      )}
    </Show>
  )
}

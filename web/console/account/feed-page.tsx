import type { JSX } from 'solid-js'
import { Show, createSignal } from 'solid-js'
import { A } from '@solidjs/router'
import { failureOf } from '../../lib/failure.ts'
import { formatMoment } from '../../lib/format.ts'
import { createQuery } from '../../lib/query.ts'
import { Button } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import './password-page.css'
import { issueFeed, readFeed, revokeFeed } from './account-source.ts'
import { t } from './account-words.ts'

/** One's own visits in a calendar program: the secret address is shown once, made anew or ended here. */
export default function FeedPage(): JSX.Element {
  const feed = createQuery(() => ({}), readFeed)
  const [url, setUrl] = createSignal<string>()
  const [busy, setBusy] = createSignal(false)
  const run = async (work: () => Promise<void>): Promise<void> => {
    if (busy()) return
    setBusy(true)
    try {
      await work()
      await feed.refetch()
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
  }
  const issue = () => run(async () => void setUrl((await issueFeed()).url))
  const revoke = () =>
    run(async () => {
      await revokeFeed()
      setUrl(undefined)
      showToast(t('feed.revoked'), 'ok')
    })
  const copy = async (): Promise<void> => {
    await navigator.clipboard?.writeText(url() ?? '')
    showToast(t('feed.copied'), 'ok')
  }
  const held = () => feed.data()?.feed ?? undefined
  return (
    <div class="page">
      <h1>{t('feed.title')}</h1>
      <p class="muted">{t('feed.about')}</p>
      <div class="card stack password-form">
        <Show when={feed.failure()}>{(failure) => <p class="field-error">{failure().message}</p>}</Show>
        <Show when={held()} fallback={<p>{t('feed.none')}</p>}>
          {(one) => (
            <p>
              {t('feed.made', { when: formatMoment(one().createdAt) })}{' '}
              <Show when={one().readAt} fallback={t('feed.notRead')}>
                {(readAt) => t('feed.read', { when: formatMoment(readAt()) })}
              </Show>
            </p>
          )}
        </Show>
        <Show when={url()}>
          {(address) => (
            <>
              <code class="feed-address">{address()}</code>
              <p class="tiny">{t('feed.once')}</p>
              <div class="row">
                <Button kind="main" onClick={() => void copy()}>
                  {t('feed.copy')}
                </Button>
              </div>
            </>
          )}
        </Show>
        <div class="row">
          <Button kind={held() === undefined ? 'main' : 'plain'} busy={busy()} onClick={() => void issue()}>
            {held() === undefined ? t('feed.issue') : t('feed.reissue')}
          </Button>
          <Show when={held()}>
            <Button kind="danger" busy={busy()} onClick={() => void revoke()}>
              {t('feed.revoke')}
            </Button>
          </Show>
          <A href="/calendar">{t('nav.calendar')}</A>
        </div>
      </div>
    </div>
  )
}

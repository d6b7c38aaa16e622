import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import type { Failure } from './client.ts'
import { chooseLang, lang, words } from './lang.ts'

/** The page around its one purpose: whose it is above, the other language below. */
export function Frame(props: {
  readonly organization?: string | undefined
  /** What the page is about; support when left out. */
  readonly about?: string | undefined
  readonly note?: string | undefined
  readonly children: JSX.Element
}): JSX.Element {
  return (
    <div class="page">
      <header class="top">
        <span class="who">{props.organization ?? ' '}</span>
        <span class="what">{props.about ?? words().support}</span>
      </header>
      <main>{props.children}</main>
      <footer class="bottom">
        <Show when={props.note}>
          <p>{props.note}</p>
        </Show>
        <button
          type="button"
          class="plain-link"
          lang={lang() === 'ru' ? 'en' : 'ru'}
          onClick={() => chooseLang(lang() === 'ru' ? 'en' : 'ru')}
        >
          {words().otherLang}
        </button>
      </footer>
    </div>
  )
}

/** Something that keeps the page from being shown, and the way on. */
export function Obstacle(props: {
  readonly title: string
  readonly children: JSX.Element
  readonly onRetry?: (() => void) | undefined
}): JSX.Element {
  return (
    <section class="card obstacle">
      <h1>{props.title}</h1>
      {props.children}
      <Show when={props.onRetry}>
        {(retry) => (
          <button type="button" class="btn main" onClick={() => retry()()}>
            {words().retry}
          </button>
        )}
      </Show>
    </section>
  )
}

/** The page could not be read: the connection is away, or what else it was. */
export function Unread(props: { readonly failure: Failure; readonly onRetry: () => void }): JSX.Element {
  const isOffline = (): boolean => props.failure.kind === 'offline'
  return (
    <Obstacle title={isOffline() ? words().offline : words().failed} onRetry={props.onRetry}>
      <p>{isOffline() ? words().offlineWhy : props.failure.message}</p>
    </Obstacle>
  )
}

/** Shown only when loading is slow enough to be noticed: the style sheet delays it. */
export function Waiting(): JSX.Element {
  return (
    <div class="waiting" role="status">
      <span class="hidden-text">{words().loading}</span>
      <div class="bone short" />
      <div class="bone" />
      <div class="bone tall" />
    </div>
  )
}

import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import Check from 'lucide-solid/icons/check'
import type { Thread } from '../../../domain/requester-page.ts'
import { exact, isPast, say, whenSaid, words } from '../lang.ts'

const stageOf: Readonly<Record<string, number>> = { registered: 0, inProgress: 1, clarification: 1, processed: 2, closed: 3 }

function headline(thread: Thread): string {
  const { status } = words()
  switch (thread.state) {
    case 'registered':
    case 'inProgress':
    case 'clarification':
    case 'closed':
    case 'rejected':
      return status[thread.state]
    case 'processed':
      return thread.because === null ? status.processed : status.unanswered
    default:
      return status[thread.turn]
  }
}

function next(thread: Thread): string {
  const { promise, movesAt, state } = thread
  const said = words()
  if (state === 'rejected') return said.rejectedHow
  if (thread.turn === 'nobodys') return said.closedHow
  if (state === 'processed') {
    if (movesAt === null) return said.reopenAny
    return thread.because === null ? said.reopenUntil(exact(movesAt)) : said.unansweredUntil(exact(movesAt))
  }
  if (thread.turn === 'yours') return movesAt === null ? said.answerAny : said.answerUntil(exact(movesAt))
  if (promise === null) return said.promiseSoon[thread.toldBy]
  if (isPast(promise.dueAt)) return said.late(whenSaid(promise.dueAt))
  const when = exact(promise.dueAt)
  return `${promise.what === 'firstAnswer' ? said.promiseAnswer(when) : said.promiseSolution(when)} ${said.promiseSoon[thread.toldBy]}`
}

/** What is happening, who acts next and by when, before anything else. */
export function StatusCard(props: { readonly thread: Thread; readonly children?: JSX.Element }): JSX.Element {
  const stage = (): number | undefined => stageOf[props.thread.state]
  return (
    <section class="card status" data-turn={props.thread.turn} data-state={props.thread.state} aria-labelledby="status">
      <Show when={stage() !== undefined}>
        <ol class="stages" aria-label={words().stagesLabel}>
          <For each={words().stages}>
            {(name, index) => (
              <li
                classList={{ past: index() < (stage() ?? 0), here: index() === stage() }}
                aria-current={index() === stage() ? 'step' : undefined}
              >
                <span class="dot" aria-hidden="true">
                  <Show when={index() < (stage() ?? 0) || (index() === 3 && stage() === 3)}>
                    <Check size={12} stroke-width={3} />
                  </Show>
                </span>
                <span class="stage-name">{name}</span>
              </li>
            )}
          </For>
        </ol>
      </Show>
      <h2 id="status">{headline(props.thread)}</h2>
      {props.children}
      <p>{next(props.thread)}</p>
      <p class="tiny">
        <span class="state">{say(props.thread.stateLabel)}</span>{' '}
        <time datetime={props.thread.since} title={exact(props.thread.since)}>
          {words().since(exact(props.thread.since))}
        </time>
      </p>
    </section>
  )
}

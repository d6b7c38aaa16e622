import type { JSX } from 'solid-js'
import { For, Show } from 'solid-js'
import type { CoachingReply } from '../../../../domain/coaching.ts'
import { scoreScale } from '../../../../domain/coaching.ts'
import { formatMoment } from '../../../lib/format.ts'
import { Button } from '../../../ui/button.tsx'
import type { CoachingNote } from './coaching-source.ts'
import { t } from './coaching-words.ts'

/** What an observer wrote of a visit, and what its representative answers. */
export function NoteText(props: {
  readonly name: string
  readonly note: CoachingNote
  readonly busy: boolean
  readonly onReply: (reply: CoachingReply) => void
}): JSX.Element {
  const replied = (): string =>
    props.note.reply === null
      ? t('coaching.unanswered')
      : t(props.note.reply === 'agreed' ? 'coaching.repliedAgreed' : 'coaching.repliedSeen')
  return (
    <div class="stack coaching-note">
      <div>
        <h3>{t('coaching.noteBy', { name: props.name })}</h3>
        <span class="tiny">
          {formatMoment(props.note.at)} · {replied()}
        </span>
      </div>
      <Show when={props.note.strengths !== ''}>
        <div>
          <strong>{t('coaching.strengths')}</strong>
          <p>{props.note.strengths}</p>
        </div>
      </Show>
      <Show when={props.note.improve !== ''}>
        <div>
          <strong>{t('coaching.improve')}</strong>
          <p>{props.note.improve}</p>
        </div>
      </Show>
      <Show when={props.note.scores.length > 0}>
        <dl class="kv">
          <For each={props.note.scores}>
            {({ criterion, score }) => (
              <>
                <dt>{criterion}</dt>
                <dd>{t('coaching.score', { score, max: scoreScale.max })}</dd>
              </>
            )}
          </For>
        </dl>
      </Show>
      <p class="tiny">{t('coaching.private')}</p>
      <Show when={props.note.mayReply}>
        <div class="row">
          <Button kind="main" busy={props.busy} onClick={() => props.onReply('agreed')}>
            {t('coaching.agree')}
          </Button>
          <Show when={props.note.reply === null}>
            <Button busy={props.busy} onClick={() => props.onReply('seen')}>
              {t('coaching.seen')}
            </Button>
          </Show>
        </div>
      </Show>
    </div>
  )
}

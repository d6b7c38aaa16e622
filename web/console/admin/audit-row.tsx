import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal, createUniqueId } from 'solid-js'
import { A } from '@solidjs/router'
import ChevronDown from 'lucide-solid/icons/chevron-down'
import { formatExact, formatMoment } from '../../lib/format.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { isMessageName } from '../../../domain/messages/message-names.ts'
import { policyLabels } from '../../../domain/policies.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { messageWords } from '../process/message-words.ts'
import { changesOf } from './audit-changes.ts'
import { deedOf, fieldName, valueText } from './audit-words.ts'
import type { AuditEntry } from './admin-source.ts'

/** What the record is about, when it isn't the organization itself. */
function subjectOf(entry: AuditEntry): string | undefined {
  const policy = Object.entries(policyLabels).find(([name]) => entry.entity === 'policy' && name === entry.entityId)
  if (policy !== undefined) return say(policy[1])
  const [text = '', lang = ''] = entry.entityId.split('/')
  if (entry.entity === 'text' && isMessageName(text)) return `${say(messageWords[text])}, ${lang}`
  return entry.subject === null || entry.entityId === entry.actorId ? undefined : entry.subject
}

/** One record of the audit log: who did what, when; below it, once opened, what was and what became. */
export function AuditRow(props: {
  readonly entry: AuditEntry
  readonly names: ReadonlyMap<string, string>
  readonly onOnly: (entry: AuditEntry) => void
}): JSX.Element {
  const [open, setOpen] = createSignal(false)
  const id = createUniqueId()
  const changes = createMemo(() => changesOf(props.entry))
  const actor = (): string => (props.entry.actorId === 'machine' ? t('audit.machine') : props.entry.actorName)
  return (
    <li class="audit-row" classList={{ on: open() }}>
      <button type="button" class="audit-line" aria-expanded={open()} aria-controls={id} onClick={() => setOpen((held) => !held)}>
        <Avatar name={actor()} />
        <span class="audit-words">
          <b>{actor()}</b>: {deedOf(props.entry)}
          <Show when={subjectOf(props.entry)}>{(subject) => <span class="muted num"> · {subject()}</span>}</Show>
        </span>
        <time class="tiny num" datetime={props.entry.at} title={formatExact(props.entry.at)}>
          {formatMoment(props.entry.at)}
        </time>
        <ChevronDown class="audit-turn" size={16} aria-hidden="true" />
      </button>
      <div id={id} class="audit-detail" hidden={!open()}>
        <Show when={open()}>
          <Show when={changes().length > 0} fallback={<p class="muted">{t('audit.noDetails')}</p>}>
            <table class="audit-changes">
              <thead>
                <tr>
                  <th scope="col">{t('audit.field')}</th>
                  <th scope="col">{t('audit.before')}</th>
                  <th scope="col">{t('audit.after')}</th>
                </tr>
              </thead>
              <tbody>
                <For each={changes()}>
                  {(change) => (
                    <tr>
                      <th scope="row">{fieldName(props.entry, change.field)}</th>
                      <td data-label={t('audit.before')}>{valueText(props.entry, change.field, change.before, props.names)}</td>
                      <td data-label={t('audit.after')}>{valueText(props.entry, change.field, change.after, props.names)}</td>
                    </tr>
                  )}
                </For>
              </tbody>
            </table>
          </Show>
          <div class="row tiny">
            <Show when={props.entry.entity === 'process'}>
              <A href={`/p/${props.entry.entityId}`}>{t('audit.openProcess')}</A>
            </Show>
            <button type="button" class="link-button" onClick={() => props.onOnly(props.entry)}>
              {t('audit.allOfIt')}
            </button>
            <span class="num">{t('audit.record', { seq: props.entry.seq })}</span>
            <span class="audit-request">{t('audit.request', { id: props.entry.requestId })}</span>
          </div>
        </Show>
      </div>
    </li>
  )
}

import type { JSX } from 'solid-js'
import { For, Show, createMemo, createSignal } from 'solid-js'
import Eye from 'lucide-solid/icons/eye'
import X from 'lucide-solid/icons/x'
import { actsAs } from '../../../../domain/actor.ts'
import { observingParties } from '../../../../domain/coaching.ts'
import { failureOf } from '../../../lib/failure.ts'
import { useLive } from '../../../lib/live.ts'
import { createQuery } from '../../../lib/query.ts'
import { Avatar } from '../../../ui/avatar.tsx'
import { Button, IconButton } from '../../../ui/button.tsx'
import { ChooseAndDo } from '../../../ui/choose-and-do.tsx'
import { showToast } from '../../../ui/toast.tsx'
import { useMe } from '../../session/session.tsx'
import { readEverybody, readersOf } from '../colleagues-source.ts'
import type { ProcessDetail } from '../process-types.ts'
import { NoteText } from './coaching-note.tsx'
import type { Observer } from './coaching-source.ts'
import { observe, readCoaching, replyToNote } from './coaching-source.ts'
import { NoteDialog } from './note-dialog.tsx'
import { t } from './coaching-words.ts'
import './coaching-card.css'

const nameOf = ({ name }: Observer): string => name || t('plans.formerRep')

/** Who sits in on a visit, and what they wrote of it afterwards. */
export default function CoachingCard(props: { readonly process: ProcessDetail; readonly onChange: () => void }): JSX.Element {
  const me = useMe()
  const coaching = createQuery(() => props.process.id, readCoaching)
  const everybody = createQuery(() => coaching.data()?.mayInvite === true || undefined, readEverybody)
  const [busy, setBusy] = createSignal(false)
  const [writing, setWriting] = createSignal(false)
  useLive(
    (change) => change.processId === props.process.id,
    () => void coaching.refetch(),
  )
  const mine = () => coaching.data()?.observers.find(({ id }) => id === me().user.id)
  const invitable = createMemo(() => {
    const taken = new Set([me().user.id, props.process.assignee?.id, ...(coaching.data()?.observers.map(({ id }) => id) ?? [])])
    return readersOf(everybody.data() ?? [], props.process).filter(
      (one) => !taken.has(one.id) && actsAs({ kind: 'staff', ...one }, observingParties),
    )
  })
  const attempt = async (work: () => Promise<unknown>, said?: string): Promise<void> => {
    setBusy(true)
    try {
      await work()
      if (said !== undefined) showToast(said, 'ok')
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
    props.onChange()
    await coaching.refetch()
  }
  const id = (): string => props.process.id
  return (
    <Show when={coaching.data()}>
      {(data) => (
        <Show when={data().observers.length > 0 || data().mayJoin || data().mayInvite}>
          <section class="card stack coaching">
            <h2>{t('coaching.title')}</h2>
            <Show when={data().observers.length > 0} fallback={<p class="tiny">{t('coaching.nobody')}</p>}>
              <ul>
                <For each={data().observers}>
                  {(one) => (
                    <li>
                      <Avatar name={nameOf(one)} />
                      <span class="grow">{nameOf(one)}</span>
                      <Show when={one.mayRemove}>
                        <IconButton
                          small
                          label={t('coaching.remove', { name: one.name })}
                          icon={<X size={15} aria-hidden="true" />}
                          onClick={() => void attempt(() => observe({ id: id(), observes: false, userId: one.id }))}
                        />
                      </Show>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <For each={data().observers}>
              {(one) => (
                <Show when={one.note}>
                  {(note) => (
                    <NoteText
                      name={nameOf(one)}
                      note={note()}
                      busy={busy()}
                      onReply={(reply) => void attempt(() => replyToNote({ id: id(), observerId: one.id, reply }))}
                    />
                  )}
                </Show>
              )}
            </For>
            <Show when={data().mayWrite}>
              <Button kind={mine()?.note === null ? 'main' : 'plain'} onClick={() => setWriting(true)}>
                {t(mine()?.note === null ? 'coaching.write' : 'coaching.rewrite')}
              </Button>
            </Show>
            <Show when={data().mayJoin}>
              <Button busy={busy()} onClick={() => void attempt(() => observe({ id: id(), observes: true }), t('coaching.joined'))}>
                <Eye size={16} aria-hidden="true" /> {t('coaching.join')}
              </Button>
            </Show>
            <Show when={data().mayInvite && invitable().length > 0}>
              <ChooseAndDo
                label={t('coaching.invite')}
                empty={t('coaching.invite')}
                action={t('coaching.inviteIt')}
                options={invitable().map((one) => ({ value: one.id, label: one.name }))}
                busy={busy()}
                onDo={({ value: userId, label: name }) =>
                  void attempt(() => observe({ id: id(), observes: true, userId }), t('coaching.invited', { name }))
                }
              />
            </Show>
            <Show when={writing()}>
              <NoteDialog
                processId={id()}
                note={mine()?.note ?? null}
                criteria={data().criteria}
                onClose={(written) => {
                  setWriting(false)
                  if (written) void coaching.refetch()
                }}
              />
            </Show>
          </section>
        </Show>
      )}
    </Show>
  )
}

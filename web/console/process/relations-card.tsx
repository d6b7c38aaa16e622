import type { JSX } from 'solid-js'
import { For, Show, Suspense, createSignal, lazy } from 'solid-js'
import { A } from '@solidjs/router'
import Plus from 'lucide-solid/icons/plus'
import X from 'lucide-solid/icons/x'
import { relationLabels } from '../../../domain/relations.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import { IconButton } from '../../ui/button.tsx'
import { showToast } from '../../ui/toast.tsx'
import { kindOf } from '../kinds.ts'
import type { Relation } from './process-source.ts'
import { addRelation, readRelations, removeRelation } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'
import './relations-card.css'

const RelationDialog = lazy(() => import('./relation-dialog.tsx'))

/** What this process belongs together with, and the way to say so. */
export function RelationsCard(props: { readonly process: ProcessDetail; readonly onChange: () => void }): JSX.Element {
  const [adding, setAdding] = createSignal(false)
  const relations = createQuery(() => props.process.id, readRelations)
  useLive(
    (change) => change.processId === props.process.id,
    () => void relations.refetch(),
  )
  const changed = (): void => {
    void relations.refetch()
    props.onChange()
  }
  const stateOf = ({ other }: Relation): string => say(kindOf(other.kind)?.states[other.state]?.label ?? { ru: '', en: '' })
  const remove = async ({ kind, end, other }: Relation, relationId: string): Promise<void> => {
    const { id } = props.process
    try {
      await removeRelation({ id, relationId })
      const undo = async (): Promise<void> => {
        await addRelation({ id, number: other.number, kind, end }).catch((error: unknown) => showToast(failureOf(error).message, 'late'))
        changed()
      }
      showToast(t('page.unrelated', { number: other.number }), 'plain', { label: t('ui.undo'), run: () => void undo() })
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    changed()
  }
  return (
    <section class="card relations">
      <div class="row">
        <h2>{t('page.relations')}</h2>
        <span class="grow" />
        <IconButton label={t('page.relate')} icon={<Plus size={17} aria-hidden="true" />} onClick={() => setAdding(true)} />
      </div>
      <Show when={(relations.data()?.items.length ?? 0) > 0} fallback={<p class="tiny">{t('page.relatedNone')}</p>}>
        <ul>
          <For each={relations.data()?.items}>
            {(relation) => (
              <li>
                <span class="grow">
                  <span class="tiny">{say(relationLabels[relation.kind][relation.end])}</span>
                  <A href={`/p/${relation.other.id}`}>
                    <span class="num">{relation.other.number}</span> {relation.other.title}
                  </A>
                  <span class="tiny">{stateOf(relation)}</span>
                </span>
                <Show when={relation.id}>
                  {(id) => (
                    <IconButton
                      small
                      label={t('page.unrelate', { number: relation.other.number })}
                      icon={<X size={15} aria-hidden="true" />}
                      onClick={() => void remove(relation, id())}
                    />
                  )}
                </Show>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <Show when={adding()}>
        <Suspense>
          <RelationDialog
            processId={props.process.id}
            onClose={(said) => {
              setAdding(false)
              if (said) changed()
            }}
          />
        </Suspense>
      </Show>
    </section>
  )
}

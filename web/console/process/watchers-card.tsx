import type { JSX } from 'solid-js'
import { For, Show, createMemo } from 'solid-js'
import Eye from 'lucide-solid/icons/eye'
import X from 'lucide-solid/icons/x'
import type { WatchExtent } from '../../../domain/watching.ts'
import { failureOf } from '../../lib/failure.ts'
import { useLive } from '../../lib/live.ts'
import { createQuery } from '../../lib/query.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { IconButton } from '../../ui/button.tsx'
import { Menu } from '../../ui/menu.tsx'
import { SelectField } from '../../ui/select-field.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useMe } from '../session/session.tsx'
import { readEverybody, readersOf } from './colleagues-source.ts'
import { readWatchers, setWatch } from './process-source.ts'
import type { ProcessDetail } from './process-types.ts'
import { t } from './words/words.ts'
import './watchers-card.css'

/** Who is told of the process; one may join and leave, a manager may bring others. */
export function WatchersCard(props: { readonly process: ProcessDetail }): JSX.Element {
  const me = useMe()
  const watching = createQuery(() => props.process.id, readWatchers)
  const everybody = createQuery(() => watching.data()?.mayAdd === true || undefined, readEverybody)
  useLive(
    (change) => change.processId === props.process.id,
    () => void watching.refetch(),
  )
  const mine = (): WatchExtent | null => watching.data()?.mine ?? null
  const others = createMemo(() => {
    const held = new Set(watching.data()?.items.map(({ id }) => id))
    return readersOf(everybody.data() ?? [], props.process).filter(({ id }) => !held.has(id) && id !== me().user.id)
  })
  const set = async (extent: WatchExtent | null, userId?: string, said?: string): Promise<void> => {
    try {
      await setWatch({ id: props.process.id, extent, ...(userId === undefined ? {} : { userId }) })
      if (said !== undefined) showToast(said, 'ok')
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    }
    await watching.refetch()
  }
  return (
    <Show when={watching.data()}>
      {(data) => (
        <section class="card watchers">
          <div class="row">
            <h2>{t('page.watchers')}</h2>
            <span class="grow" />
            <Menu
              label=""
              alignEnd
              button={
                <>
                  <Eye size={16} aria-hidden="true" /> {t(mine() === null ? 'page.watch' : 'page.watching')}
                </>
              }
              items={[
                { label: t('page.watchAll'), hint: t('page.watchAllHint'), checked: mine() === 'all', run: () => void set('all') },
                { label: t('page.watchEnds'), checked: mine() === 'ends', run: () => void set('ends') },
                ...(mine() === null ? [] : [{ label: t('page.watchNot'), checked: false, run: () => void set(null) }]),
              ]}
            />
          </div>
          <Show when={data().items.length > 0} fallback={<p class="tiny">{t('page.watchNobody')}</p>}>
            <ul>
              <For each={data().items}>
                {(person) => (
                  <li>
                    <Avatar name={person.name} />
                    <span class="grow">
                      {person.name}
                      <Show when={person.extent === 'ends'}>
                        <span class="tiny"> · {t('page.watchOnlyEnds')}</span>
                      </Show>
                    </span>
                    <Show when={data().mayAdd || person.id === me().user.id}>
                      <IconButton
                        small
                        label={t('page.watchRemove', { name: person.name })}
                        icon={<X size={15} aria-hidden="true" />}
                        onClick={() => void set(null, person.id === me().user.id ? undefined : person.id)}
                      />
                    </Show>
                  </li>
                )}
              </For>
            </ul>
          </Show>
          <Show when={data().mayAdd && others().length > 0}>
            <SelectField
              label={t('page.watchAdd')}
              hideLabel
              value=""
              empty={t('page.watchAdd')}
              options={others().map(({ id, name }) => ({ value: id, label: name }))}
              onValue={(id) => {
                const person = others().find((one) => one.id === id)
                if (person !== undefined) void set('all', id, t('page.watchAdded', { name: person.name }))
              }}
            />
          </Show>
        </section>
      )}
    </Show>
  )
}

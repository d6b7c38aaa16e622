import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import type { Role } from '../../../domain/roles.ts'
import { roleLabels, roles } from '../../../domain/roles.ts'
import { failureOf } from '../../lib/failure.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { FilterChip } from '../../ui/chip.tsx'
import { ChooseAndDo } from '../../ui/choose-and-do.tsx'
import { showToast } from '../../ui/toast.tsx'
import { useMe } from '../session/session.tsx'
import type { Colleague } from './admin-source.ts'
import { updateStaff } from './admin-source.ts'

/** The roles with those who hold them; a role is given and taken here. */
export function RoleHolders(props: { readonly people: readonly Colleague[]; readonly onChange: () => void }): JSX.Element {
  const me = useMe()
  const [busy, setBusy] = createSignal(false)
  // The same that the server holds to: one's own rights are changed by somebody else, the installation's by its administrator.
  const mayChange = (person: Colleague, role: Role): boolean =>
    person.id !== me().user.id && (me().user.roles.includes('admin') || (role !== 'admin' && !person.roles.includes('admin')))
  const hold = async (person: Colleague, held: readonly Role[], said: string, undo: boolean): Promise<void> => {
    if (busy()) return
    setBusy(true)
    try {
      await updateStaff({ id: person.id, roles: [...held] })
      const back = {
        label: t('ui.undo'),
        run: (): void => void hold(person, person.roles, t('roles.restored', { name: person.name }), false),
      }
      showToast(said, 'ok', undo ? back : undefined)
    } catch (error) {
      showToast(failureOf(error).message, 'late')
    } finally {
      setBusy(false)
    }
    props.onChange()
  }
  const give = (person: Colleague, role: Role): void =>
    void hold(person, [...person.roles, role], t('roles.given', { name: person.name, role: say(roleLabels[role]) }), true)
  const take = (person: Colleague, role: Role): void => {
    const left = person.roles.filter((one) => one !== role)
    if (left.length === 0) showToast(t('roles.last', { name: person.name }), 'late')
    else void hold(person, left, t('roles.taken', { name: person.name, role: say(roleLabels[role]) }), true)
  }
  const holders = (role: Role): readonly Colleague[] => props.people.filter((person) => person.roles.includes(role))
  const others = (role: Role): readonly Colleague[] =>
    props.people.filter((person) => !person.roles.includes(role) && mayChange(person, role))
  return (
    <ul class="card role-holders">
      <For each={roles}>
        {(role) => (
          <li>
            <b>{say(roleLabels[role])}</b>
            <span class="row">
              <For each={holders(role)} fallback={<span class="tiny">{t('roles.nobody')}</span>}>
                {(person) => (
                  <Show when={mayChange(person, role)} fallback={<span class="chip">{person.name}</span>}>
                    <FilterChip label={person.name} onRemove={() => take(person, role)} />
                  </Show>
                )}
              </For>
            </span>
            <Show when={others(role).length > 0} fallback={<span />}>
              <ChooseAndDo
                label={t('roles.giveTo', { role: say(roleLabels[role]) })}
                empty={t('roles.give')}
                action={t('roles.giveIt')}
                options={others(role).map(({ id, name }) => ({ value: id, label: name }))}
                busy={busy()}
                onDo={({ value }) => {
                  const person = others(role).find((one) => one.id === value)
                  if (person !== undefined) give(person, role)
                }}
              />
            </Show>
          </li>
        )}
      </For>
    </ul>
  )
}

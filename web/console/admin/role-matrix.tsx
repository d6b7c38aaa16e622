import type { JSX } from 'solid-js'
import { For, createMemo } from 'solid-js'
import type { ProcessDefinition } from '../../../domain/process.ts'
import type { RoleRight } from '../../../domain/role-rights.ts'
import { deedsOf, rightTo, rightToRead } from '../../../domain/role-rights.ts'
import type { Role } from '../../../domain/roles.ts'
import { roleLabels, roles } from '../../../domain/roles.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'

interface Line {
  readonly label: string
  readonly rights: Readonly<Partial<Record<Role, RoleRight>>>
}

const signs = { all: '✓', some: '◐', own: '●', none: '' } as const
const words = { all: 'roles.all', some: 'roles.some', own: 'roles.own', none: 'roles.none' } as const

const lineOf = (label: string, rightOf: (role: Role) => RoleRight): Line => ({
  label,
  rights: Object.fromEntries(roles.map((role) => [role, rightOf(role)])),
})

/** Role by action, read from the definition that the engine itself obeys. */
export function RoleMatrix(props: { readonly definition: ProcessDefinition }): JSX.Element {
  const lines = createMemo(() => [
    lineOf(t('roles.look'), (role) => rightToRead(props.definition, role)),
    ...deedsOf(props.definition).map((deed) => lineOf(say(deed.label), (role) => rightTo(props.definition, deed, role))),
  ])
  // Who has nothing to do with the kind would be an empty column.
  const shown = createMemo(() => roles.filter((role) => lines().some(({ rights }) => rights[role] !== 'none')))
  return (
    <div class="card role-matrix" role="region" aria-label={t('roles.rights')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">{t('roles.deed')}</th>
            <For each={shown()}>
              {(role) => (
                <th scope="col">
                  <span>{say(roleLabels[role])}</span>
                </th>
              )}
            </For>
          </tr>
        </thead>
        <tbody>
          <For each={lines()}>
            {(line) => (
              <tr>
                <th scope="row">{line.label}</th>
                <For each={shown()}>
                  {(role) => {
                    const right = line.rights[role] ?? 'none'
                    return (
                      <td title={`${say(roleLabels[role])}: ${t(words[right])}`}>
                        <span aria-hidden="true">{signs[right]}</span>
                        <span class="hidden-text">{t(words[right])}</span>
                      </td>
                    )
                  }}
                </For>
              </tr>
            )}
          </For>
        </tbody>
      </table>
      <p class="tiny role-legend">
        <For each={['all', 'some', 'own'] as const}>
          {(right) => (
            <span>
              {signs[right]} {t(words[right])}
            </span>
          )}
        </For>
      </p>
    </div>
  )
}

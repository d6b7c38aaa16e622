import type { JSX } from 'solid-js'
import { For, Show, createSignal } from 'solid-js'
import Plus from 'lucide-solid/icons/plus'
import Users from 'lucide-solid/icons/users'
import { roleLabels } from '../../../domain/roles.ts'
import { say } from '../../lib/i18n.ts'
import { t } from './words/words.ts'
import { createPatientText } from '../../lib/patient-text.ts'
import { createQuery } from '../../lib/query.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Chip } from '../../ui/chip.tsx'
import { EmptyState } from '../../ui/empty-state.tsx'
import { TextField } from '../../ui/text-field.tsx'
import { RowsOrWhy } from '../shell/rows-or-why.tsx'
import type { StaffMember } from './admin-source.ts'
import { readStaff } from './admin-source.ts'
import { UserForm } from './user-form.tsx'

/** The organization's people: who they are and what they may. */
export function UsersPart(): JSX.Element {
  const text = createPatientText()
  const staff = createQuery(text.asked, readStaff, { keep: true })
  const [editing, setEditing] = createSignal<StaffMember | 'new'>()
  return (
    <section class="stack" aria-label={t('admin.users')}>
      <div class="row">
        <div class="admin-find">
          <TextField
            label={t('admin.find')}
            hideLabel
            type="search"
            placeholder={t('admin.find')}
            value={text.typed()}
            onValue={text.type}
          />
        </div>
        <span class="grow" />
        <Button kind="main" icon={<Plus size={16} aria-hidden="true" />} onClick={() => setEditing('new')}>
          {t('admin.addUser')}
        </Button>
      </div>
      <RowsOrWhy
        rows={staff.data()?.items}
        failure={staff.failure()}
        onRetry={() => void staff.refetch()}
        empty={
          <EmptyState icon={<Users size={22} />} title={t('admin.usersEmpty')}>
            {t('admin.usersEmptyText')}
          </EmptyState>
        }
      >
        <ul class="card open-rows admin-people">
          <For each={staff.data()?.items}>
            {(member) => (
              <li>
                <button type="button" class="open-row" onClick={() => setEditing(member)}>
                  <Avatar name={member.name} large />
                  <span class="admin-person">
                    <b>{member.name}</b>
                    <span class="tiny">{member.email}</span>
                  </span>
                  <span class="row admin-roles">
                    <For each={member.roles}>{(role) => <Chip>{say(roleLabels[role])}</Chip>}</For>
                    <Show when={member.disabledAt !== null}>
                      <Chip tone="late">{t('admin.blocked')}</Chip>
                    </Show>
                  </span>
                </button>
              </li>
            )}
          </For>
        </ul>
      </RowsOrWhy>
      <Show when={editing()} keyed>
        {(member) => (
          <UserForm
            member={member === 'new' ? undefined : member}
            onClose={() => setEditing(undefined)}
            onSaved={() => {
              void staff.refetch()
            }}
          />
        )}
      </Show>
    </section>
  )
}

import type { JSX } from 'solid-js'
import { Show } from 'solid-js'
import { useNavigate, useParams } from '@solidjs/router'
import Lock from 'lucide-solid/icons/lock'
import { t } from '../../lib/i18n.ts'
import { EmptyState } from '../../ui/empty-state.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { useMe } from '../session/session.tsx'
import { CalendarPart } from './calendar-part.tsx'
import { UsersPart } from './users-part.tsx'
import './admin.css'

/** People and calendar of the organization, for its administrators. */
export default function AdminPage(): JSX.Element {
  const me = useMe()
  const params = useParams()
  const navigate = useNavigate()
  const part = (): 'users' | 'calendar' => (params['part'] === 'calendar' ? 'calendar' : 'users')
  const isAdmin = (): boolean => me().user.roles.some((role) => role === 'admin' || role === 'orgadmin')
  return (
    <Show
      when={isAdmin()}
      fallback={
        <EmptyState icon={<Lock size={22} />} title={t('admin.forbidden')}>
          {t('admin.forbiddenText')}
        </EmptyState>
      }
    >
      <div class="page admin">
        <header class="page-head">
          <h1>{t('admin.title')}</h1>
          <Tabs
            label={t('admin.parts')}
            current={part()}
            onChoose={(id) => navigate(`/admin/${id}`)}
            tabs={[
              { id: 'users', label: t('admin.users') },
              { id: 'calendar', label: t('admin.calendar') },
            ]}
          />
        </header>
        <Show when={part() === 'calendar'} fallback={<UsersPart />}>
          <CalendarPart />
        </Show>
      </div>
    </Show>
  )
}

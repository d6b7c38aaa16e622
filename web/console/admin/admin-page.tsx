import type { JSX } from 'solid-js'
import { Match, Show, Suspense, Switch, createMemo, lazy } from 'solid-js'
import { useNavigate, useParams } from '@solidjs/router'
import { t } from './words/words.ts'
import { Skeleton } from '../../ui/skeleton.tsx'
import { Tabs } from '../../ui/tabs.tsx'
import { ForbiddenPage } from '../forbidden-page.tsx'
import { useMe } from '../session/session.tsx'
import type { AdminPart } from './admin-parts.ts'
import { adminPartsFor } from './admin-parts.ts'
import { AuditPart } from './audit-part.tsx'
import { BackupsPart } from './backups-part.tsx'
import { CalendarPart } from './calendar-part.tsx'
import { OrganizationPart } from './organization-part.tsx'
import { PoliciesPart } from './policies-part.tsx'
import { RolesPart } from './roles-part.tsx'
import { ReportsPart } from './reports-part.tsx'
import { UsersPart } from './users-part.tsx'
import './admin.css'

// Every letter's text comes with it.
const TextsPart = lazy(() => import('./texts/texts-part.tsx'))

/** The organization's own affairs: everything for its administrators, the audit log for auditors. */
export default function AdminPage(): JSX.Element {
  const me = useMe()
  const params = useParams()
  const navigate = useNavigate()
  const mine = createMemo(() => adminPartsFor(me().user.roles))
  const part = (): AdminPart | undefined => (params['part'] === undefined ? mine()[0] : mine().find((one) => one === params['part']))
  return (
    <Show when={part()} fallback={<ForbiddenPage title={t('admin.forbidden')}>{t('admin.forbiddenText')}</ForbiddenPage>}>
      {(open) => (
        <div class="page admin">
          <header class="page-head">
            <h1>{t('admin.title')}</h1>
            <Tabs
              label={t('admin.parts')}
              current={open()}
              onChoose={(id) => navigate(`/admin/${id}`)}
              tabs={mine().map((id) => ({ id, label: t(`admin.${id}`) }))}
            />
          </header>
          <Switch>
            <Match when={open() === 'users'}>
              <UsersPart />
            </Match>
            <Match when={open() === 'roles'}>
              <RolesPart />
            </Match>
            <Match when={open() === 'calendar'}>
              <CalendarPart />
            </Match>
            <Match when={open() === 'policies'}>
              <PoliciesPart />
            </Match>
            <Match when={open() === 'reports'}>
              <ReportsPart />
            </Match>
            <Match when={open() === 'organization'}>
              <OrganizationPart />
            </Match>
            <Match when={open() === 'texts'}>
              <Suspense fallback={<Skeleton tall lines={6} />}>
                <TextsPart />
              </Suspense>
            </Match>
            <Match when={open() === 'backups'}>
              <BackupsPart />
            </Match>
            <Match when={open() === 'audit'}>
              <AuditPart />
            </Match>
          </Switch>
        </div>
      )}
    </Show>
  )
}

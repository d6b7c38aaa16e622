import type { JSX } from 'solid-js'
import { lazy } from 'solid-js'
import { Navigate, Route, Router } from '@solidjs/router'
import { ToastRegion } from '../ui/toast.tsx'
import NotFoundPage from './not-found-page.tsx'
import { homeFor } from './home.ts'
import { SessionProvider, useMe } from './session/session.tsx'
import { SignedIn } from './session/signed-in.tsx'

const LoginPage = lazy(() => import('./login/login-page.tsx'))
const InboxPage = lazy(() => import('./inbox/inbox-page.tsx'))
const CalendarPage = lazy(() => import('./calendar/calendar-page.tsx'))
const KindPage = lazy(() => import('./list/kind-page.tsx'))
const StartPage = lazy(() => import('./start/start-page.tsx'))
const ProcessPage = lazy(() => import('./process/process-page.tsx'))
const DirectoryPage = lazy(() => import('./directory/directory-page.tsx'))
const NotificationsPage = lazy(() => import('./notifications/notifications-page.tsx'))
const PlansPage = lazy(() => import('./plans/plans-page.tsx'))
const UnsentPage = lazy(() => import('./offline/unsent-page.tsx'))
const FiguresPage = lazy(() => import('./figures/figures-page.tsx'))
const AbsencePage = lazy(() => import('./account/absence-page.tsx'))
const PasswordPage = lazy(() => import('./account/password-page.tsx'))
const ZonePage = lazy(() => import('./account/zone-page.tsx'))
const FeedPage = lazy(() => import('./account/feed-page.tsx'))
const AdminPage = lazy(() => import('./admin/admin-page.tsx'))

/** The console: one page per URL, everything but the login behind a session. */
export function App(): JSX.Element {
  return (
    <Router
      root={(props) => (
        <SessionProvider>
          {props.children}
          <ToastRegion />
        </SessionProvider>
      )}
    >
      <Route path="/login" component={LoginPage} />
      <Route path="/" component={SignedIn}>
        <Route path="/" component={Home} />
        <Route path="/inbox" component={InboxPage} />
        <Route path="/calendar" component={CalendarPage} />
        <Route path="/k/:kind" component={KindPage} />
        <Route path="/k/:kind/new" component={StartPage} />
        <Route path="/p/:id" component={ProcessPage} />
        <Route path={['/contacts', '/contacts/:part']} component={DirectoryPage} />
        <Route path="/figures" component={FiguresPage} />
        <Route path="/notifications" component={NotificationsPage} />
        <Route path={['/plans', '/plans/:id']} component={PlansPage} />
        <Route path="/unsent" component={UnsentPage} />
        <Route path="/account/absence" component={AbsencePage} />
        <Route path="/account/password" component={PasswordPage} />
        <Route path="/account/zone" component={ZonePage} />
        <Route path="/account/calendar" component={FeedPage} />
        <Route path={['/admin', '/admin/:part']} component={AdminPage} />
        <Route path="*" component={NotFoundPage} />
      </Route>
    </Router>
  )
}

function Home(): JSX.Element {
  const me = useMe()
  return <Navigate href={homeFor(me().user.roles)} />
}

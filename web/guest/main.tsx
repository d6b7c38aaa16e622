import '@fontsource-variable/golos-text/index.css'
import '../ui/tokens.css'
import './guest.css'
import './fields.css'
import './requester/requester.css'
import type { JSX } from 'solid-js'
import { Suspense, lazy } from 'solid-js'
import { render } from 'solid-js/web'
import { FormPage } from './form/form-page.tsx'
import { Waiting } from './frame.tsx'
import { RequesterPage } from './requester/requester-page.tsx'

const VisitPage = lazy(async () => ({ default: (await import('./visit/visit-page.tsx')).VisitPage }))
const DemoRoomPage = lazy(async () => ({ default: (await import('./visit/demo-room.tsx')).DemoRoomPage }))

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')

function page(): JSX.Element {
  const { pathname } = location
  const slug = /^\/new\/([^/]+)/.exec(pathname)?.[1]
  if (slug !== undefined) return <FormPage slug={decodeURIComponent(slug)} />
  if (/^\/v\/demo\/?$/.test(pathname)) return <DemoRoomPage />
  return /^\/v(?:\/|$)/.test(pathname) ? <VisitPage /> : <RequesterPage />
}
render(() => <Suspense fallback={<Waiting />}>{page()}</Suspense>, root)

import '@fontsource-variable/golos-text/index.css'
import '../ui/tokens.css'
import './guest.css'
import './fields.css'
import './requester/requester.css'
import { render } from 'solid-js/web'
import { FormPage } from './form/form-page.tsx'
import { RequesterPage } from './requester/requester-page.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
const slug = /^\/new\/([^/]+)/.exec(location.pathname)?.[1]
render(() => (slug === undefined ? <RequesterPage /> : <FormPage slug={decodeURIComponent(slug)} />), root)

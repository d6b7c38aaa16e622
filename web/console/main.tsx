import '@fontsource-variable/golos-text/index.css'
import '../ui/tokens.css'
import '../ui/base.css'
import '../ui/theme.ts'
import { render } from 'solid-js/web'
import { App } from './app.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('The page has no #root')
render(() => <App />, root)

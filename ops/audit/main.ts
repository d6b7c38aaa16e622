import { spawnSync } from 'node:child_process'
import { rootDir } from '../paths.ts'
import { ignoredAdvisories } from './ignored.ts'
import { judgeAudit } from './judge.ts'

// `npm run check:audit`: by the lock file alone, so nothing needs to be installed; what runs in production only.
// Through npm's own file where npm runs us: on Windows `npm` is a script that cannot be spawned.
const npm = process.env['npm_execpath']
const [program, first] = npm?.endsWith('.js') === true ? [process.execPath, [npm]] : ['npm', []]
const args = ['audit', '--package-lock-only', '--omit=dev', '--json', '--fetch-retries=0', '--fetch-timeout=20000', '--loglevel=silent']
const limits = { timeout: 60_000, maxBuffer: 64 * 1024 * 1024 }
const { stdout } = spawnSync(program, [...first, ...args], { cwd: rootDir, encoding: 'utf8', ...limits })
const { ok, lines } = judgeAudit(stdout, ignoredAdvisories, new Date().toISOString().slice(0, 10))
for (const line of lines) console.log(line)
process.exitCode = ok ? 0 : 1

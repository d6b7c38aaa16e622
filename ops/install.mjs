// Runs before every npm script that needs packages, so it may use nothing but Node itself, also an old one.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const stamp = join(root, 'node_modules', '.vekha-installed')

function stop(sentence) {
  console.error(`\n${sentence}\n`)
  process.exit(1)
}

function checkNode() {
  const wanted = [20, 19]
  const found = process.versions.node.split('.').map(Number)
  if (found[0] > wanted[0] || (found[0] === wanted[0] && found[1] >= wanted[1])) return
  stop(
    `Vekha needs Node ${wanted.join('.')} or newer, this is ${process.versions.node}. Install a newer one from https://nodejs.org and start again.`,
  )
}

/** What is installed depends on the machine (and Node's binary interface) and on the lock file. */
const machine = [process.platform, process.arch, process.versions.modules].join('-')

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(join(root, 'package-lock.json')))
    .digest('hex')
}

/** Did npm itself (`npm i <package>`, say) already install what the lock file names? It keeps its own copy. */
function isUpToDate() {
  try {
    const installed = JSON.parse(readFileSync(join(root, 'node_modules', '.package-lock.json'), 'utf8')).packages
    const locked = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')).packages
    return Object.entries(locked).every(([path, entry]) => {
      if (path === '') return true
      const found = installed[path]
      return found ? found.version === entry.version && found.integrity === entry.integrity : Boolean(entry.optional)
    })
  } catch {
    return false
  }
}

function install() {
  console.log('Installing packages, about a minute the first time…')
  const startedAt = Date.now()
  // Through npm's own file where npm runs us: on Windows `npm` is a script that cannot be spawned.
  const npm = process.env.npm_execpath
  const [program, args] = npm && npm.endsWith('.js') ? [process.execPath, [npm]] : ['npm', []]
  // Not `npm ci`: it refuses a lock file that does not list the native builds of every platform, and a registry may
  // not carry them all. `--no-save` leaves the lock file as it is.
  const done = spawnSync(
    program,
    [...args, 'install', '--no-save', '--include=dev', '--include=optional', '--no-audit', '--no-fund', '--loglevel=error'],
    {
      cwd: root,
      stdio: ['ignore', 'inherit', 'inherit'],
      env: { ...process.env, NODE_ENV: '' },
    },
  )
  if (done.status !== 0) {
    const why = done.error ? ` (${done.error.message})` : ''
    stop(
      `npm install did not finish${why}. See its message above: it needs a network that reaches an npm registry and about 700 MB of disk. Then start again.`,
    )
  }
  console.log(`✓ Packages     ${String(Math.round((Date.now() - startedAt) / 1000)).padStart(5)} s`)
}

checkNode()
const wanted = `${machine} ${lockHash()}`
const known = existsSync(stamp) ? readFileSync(stamp, 'utf8').trim() : ''
if (known !== wanted) {
  const otherMachine = known !== '' && !known.startsWith(`${machine} `)
  if (otherMachine || !isUpToDate()) install()
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, `${wanted}\n`)
}

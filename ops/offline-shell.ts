import { createHash } from 'node:crypto'
import type { Plugin, Rolldown } from 'vite'

const page = 'console/index.html'
const worker = 'sw.js'
/** The layout of the map alone is larger than this; nobody draws maps on the road. */
const largestBytes = 400_000
const wholeAssets = /\.(?:woff2|svg)$/

type Bundle = Rolldown.OutputBundle
type Chunk = Rolldown.OutputChunk

const isChunk = (file: Bundle[string] | undefined): file is Chunk => file?.type === 'chunk'

/** The console's scripts and styles, those that load later too, but the administration's. */
function consoleFiles(bundle: Bundle): { readonly entry: string; readonly files: readonly string[] } {
  const entry = Object.values(bundle).find((file) => isChunk(file) && file.isEntry && file.facadeModuleId?.endsWith(page))
  if (entry === undefined) throw new Error(`The build has no ${page}`)
  const found = new Set<string>()
  const walk = (name: string): void => {
    const chunk = bundle[name]
    if (found.has(name) || !isChunk(chunk) || chunk.code.length > largestBytes) return
    found.add(name)
    for (const style of chunk.viteMetadata?.importedCss ?? []) found.add(style)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) walk(next)
  }
  walk(entry.fileName)
  return { entry: entry.fileName, files: [...found, ...Object.keys(bundle).filter((name) => wholeAssets.test(name))].toSorted() }
}

/** Tells the service worker which files the console is made of, and which version they are together. */
export function offlineShell(): Plugin {
  return {
    name: 'offline-shell',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      const chunk = bundle[worker]
      if (!isChunk(chunk)) throw new Error(`The build has no ${worker}`)
      const { entry, files } = consoleFiles(bundle)
      const written = bundle[page]
      const whole = [...files, chunk.code, written?.type === 'asset' ? written.source : ''].join('\n')
      const version = createHash('sha256').update(whole).digest('hex').slice(0, 16)
      const shell = { version, page: `/${page}`, entry, files: files.map((file) => `/${file}`) }
      chunk.code = `const shell=${JSON.stringify(shell)};\n${chunk.code}`
    },
  }
}

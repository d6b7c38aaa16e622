import { existsSync, watch } from 'node:fs'
import { join } from 'node:path'
import { rootDir } from './paths.ts'

const quietMs = 250

/** Calls back after each burst of changes in these folders, never again before the call has ended. */
export function onSourceChange(folders: readonly string[], changed: (file: string) => Promise<void>): void {
  let timer: NodeJS.Timeout | undefined
  let work = Promise.resolve()
  for (const folder of folders.filter((name) => existsSync(join(rootDir, name)))) {
    watch(join(rootDir, folder), { recursive: true }, (_event, file) => {
      if (file === null || !/\.(ts|tsx|css|html|json|sql)$/.test(file)) return
      clearTimeout(timer)
      timer = setTimeout(() => {
        work = work.then(() => changed(join(folder, file)))
      }, quietMs)
    })
  }
}

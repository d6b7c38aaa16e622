import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { DefaultLogger } from '@temporalio/worker'
import { keptBundle } from '../../workers/kept-bundle.ts'

let home: string
beforeAll(async () => {
  // In the clone, from where the SDK's packages are found.
  const dist = join(import.meta.dirname, '..', '..', 'dist')
  await mkdir(dist, { recursive: true })
  home = await mkdtemp(join(dist, 'bundle-test-'))
})
afterAll(() => rm(home, { recursive: true, force: true }))

it('keeps a bundle until a file beside its workflows changes, and does without a place to keep it', async () => {
  const sources = await mkdtemp(join(home, 'sources-'))
  const workflowsPath = join(sources, 'index.ts')
  const dir = join(home, 'kept')
  const bundle = (where = dir) => keptBundle({ workflowsPath, dir: where, logger: new DefaultLogger('ERROR') })
  await writeFile(join(sources, 'said.ts'), `export const said = 'first'\n`)
  await writeFile(workflowsPath, `import { said } from './said.ts'\nexport const wf = async () => said\n`)
  expect((await bundle()).code).toContain('first')
  const [file] = await readdir(dir)
  await writeFile(join(dir, file ?? ''), 'kept')
  expect((await bundle()).code).toBe('kept')
  await writeFile(join(sources, 'said.ts'), `export const said = 'second'\n`)
  expect((await bundle()).code).toContain('second')
  const [newer, ...others] = await readdir(dir)
  expect(newer).not.toBe(file)
  expect(others).toEqual([])
  expect(await readFile(join(dir, newer ?? ''), 'utf8')).toContain('second')
  await writeFile(join(home, 'no-directory'), '')
  expect((await bundle(join(home, 'no-directory'))).code).toContain('second')
})

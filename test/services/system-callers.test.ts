import { readFileSync, readdirSync } from 'node:fs'
import { join, relative } from 'node:path'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..', '..')
const folders = ['services', 'api', 'activities', 'workers', 'connectors']

const sources = folders
  .flatMap((folder) => readdirSync(join(root, folder), { recursive: true, withFileTypes: true }))
  .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
  .map((entry) => join(entry.parentPath, entry.name))

test('only services/system looks across organizations', () => {
  const callers = sources
    .filter((path) => /\.system\(|\.systemRead\b|\.systemPool\b/.test(readFileSync(path, 'utf8')))
    .map((path) => relative(root, path))
  expect(callers.length).toBeGreaterThan(5)
  expect(callers.filter((path) => !path.startsWith(join('services', 'system')))).toEqual([])
})

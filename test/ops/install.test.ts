import { spawnSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'

const script = join(import.meta.dirname, '..', '..', 'ops', 'install.mjs')
let clone = ''

function writeClone(version: string): void {
  const root = { name: 'clone', version, dependencies: { part: 'file:part' } }
  writeFileSync(join(clone, 'package.json'), JSON.stringify(root))
  writeFileSync(join(clone, 'part', 'package.json'), JSON.stringify({ name: 'part', version }))
  const packages = { '': root, part: { version }, 'node_modules/part': { resolved: 'part', link: true } }
  writeFileSync(join(clone, 'package-lock.json'), JSON.stringify({ name: 'clone', version, lockfileVersion: 3, requires: true, packages }))
}

function install(): { code: number | null; output: string } {
  const { status, stdout } = spawnSync(process.execPath, [join(clone, 'ops', 'install.mjs')], { encoding: 'utf8', cwd: tmpdir() })
  return { code: status, output: stdout }
}

beforeAll(() => {
  clone = mkdtempSync(join(tmpdir(), 'vekha-install-'))
  for (const dir of ['ops', 'part']) mkdirSync(join(clone, dir))
  cpSync(script, join(clone, 'ops', 'install.mjs'))
})
afterAll(() => rmSync(clone, { recursive: true, force: true }))

test('packages are installed when missing or stale, and left alone when they fit', () => {
  writeClone('1.0.0')
  expect(install()).toMatchObject({ code: 0, output: expect.stringContaining('Installing packages') })
  expect(existsSync(join(clone, 'node_modules', 'part', 'package.json'))).toBe(true)
  expect(install()).toEqual({ code: 0, output: '' })

  writeClone('1.1.0')
  expect(install()).toMatchObject({ code: 0, output: expect.stringContaining('Installing packages') })
  expect(install()).toEqual({ code: 0, output: '' })

  rmSync(join(clone, 'node_modules'), { recursive: true })
  expect(install()).toMatchObject({ code: 0, output: expect.stringContaining('Installing packages') })
})

test('an install that fails says so and does not count as done', () => {
  writeFileSync(join(clone, 'package.json'), '{ broken')
  writeFileSync(join(clone, 'package-lock.json'), '{ broken too')
  expect(install().code).toBe(1)
  expect(install().code).toBe(1)
})
